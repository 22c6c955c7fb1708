// What scripts add to the back office; without them every page works too.
"use strict";

const copy = async (button) => {
  const text = document.getElementById(button.dataset.copy).textContent.replaceAll(" ", "");
  await navigator.clipboard.writeText(text);
  button.textContent = button.dataset.copied;
};

const reveal = (button) => {
  const input = button.parentElement.querySelector("input");
  const isShown = input.type === "password";
  input.type = isShown ? "text" : "password";
  button.setAttribute("aria-pressed", isShown);
  button.dataset.show ??= button.textContent;
  button.textContent = isShown ? button.dataset.hide : button.dataset.show;
};

for (const button of document.querySelectorAll("[data-reveal], [data-copy]")) button.hidden = false;
document.querySelector("[data-errors]")?.focus();

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy], [data-reveal]");
  if (button) return button.matches("[data-copy]") ? copy(button) : reveal(button);
  for (const menu of document.querySelectorAll("[data-menu][open]")) if (!menu.contains(event.target)) menu.open = false;
});

// Managers keep what is sent in a password field only.
document.addEventListener("submit", (event) => {
  for (const button of event.target.querySelectorAll("[data-reveal][aria-pressed=true]")) reveal(button);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const menu = document.querySelector("[data-menu][open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (location.hash === "#menu") {
      location.hash = "#main";
      document.querySelector(".menu-open").focus();
    }
    return;
  }
  const isTyping = event.target.closest("input, select, textarea, [contenteditable]");
  if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const box = document.querySelector("[data-hotkey]");
    if (box) {
      event.preventDefault();
      box.focus();
    }
  }
});
