// Every page works without scripts; these parts only make it nicer.
const startMenu = () => {
  const menu = document.querySelector("[data-menu]");
  const close = () => menu.removeAttribute("open");
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (menu.open) {
      close();
      menu.querySelector("summary").focus();
    } else if (location.hash === "#loc") location.hash = "danh-sach";
  });
};

document.documentElement.classList.add("scripted");
startMenu();
startSuggest(document.querySelector("[data-suggest]"));
startCompare();
startSwaps();
startGallery();
startCart();
rememberProduct();
showRecent().catch(() => {
  // Offline: the shelf stays hidden.
});
