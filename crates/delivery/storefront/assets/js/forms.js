// Forms of private pages: errors first, passwords that can be looked at, the wait for another code.
const startErrors = () => document.querySelector("[data-errors]")?.focus();

const startReveal = () => {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-reveal]");
    if (!button) return;
    const input = button.parentElement.querySelector("input");
    const isShown = input.type === "password";
    input.type = isShown ? "text" : "password";
    button.setAttribute("aria-pressed", isShown);
    button.dataset.show ??= button.textContent;
    button.textContent = isShown ? button.dataset.hide : button.dataset.show;
  });
  // Managers keep what is sent in a password field only.
  document.addEventListener("submit", (event) => {
    for (const button of event.target.querySelectorAll("[data-reveal][aria-pressed=true]")) button.click();
  });
};

const startResend = (button) => {
  if (!button) return;
  const wait = document.querySelector("[data-resend-wait]");
  const until = Date.now() + Number(button.dataset.resend) * 1000;
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    button.disabled = left > 0;
    wait.hidden = left <= 0;
    wait.querySelector("[data-resend-left]").textContent = left;
    if (left > 0) setTimeout(tick, 1000);
  };
  tick();
};

// On narrow screens the menu of the account is wider than the screen.
const startAccountMenu = () => {
  const current = document.querySelector(".account-nav [aria-current]");
  const list = current?.closest("ul");
  if (list) list.scrollLeft = current.offsetLeft - (list.clientWidth - current.offsetWidth) / 2;
};

startErrors();
startAccountMenu();
startReveal();
startResend(document.querySelector("[data-resend]"));
