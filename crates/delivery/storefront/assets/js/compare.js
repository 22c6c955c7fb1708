// The compare tray: ticked cards are kept over pages, four at most.
const showTray = () => {
  const ids = memory.read("compare");
  const tray = document.querySelector("[data-tray]");
  const comparing = document.querySelector("[data-compare-remove]");
  for (const box of document.querySelectorAll("[data-compare]")) box.checked = ids.includes(box.value);
  tray.hidden = ids.length === 0 || comparing !== null;
  document.body.classList.toggle("has-tray", !tray.hidden);
  tray.querySelector("[data-tray-count]").textContent = ids.length;
  for (const link of document.querySelectorAll("[data-tray-open], [data-compare-link]")) {
    link.search = productsQuery(ids);
  }
};

const toggleCompare = (box) => {
  const others = memory.read("compare").filter((id) => id !== box.value);
  if (box.checked && others.length >= COMPARE_MAX) {
    box.checked = false;
    say(document.querySelector("[data-live]").dataset.full);
    document.querySelector("[data-tray-open]").focus();
    return;
  }
  memory.write("compare", box.checked ? [...others, box.value] : others);
  showTray();
};

const startCompare = () => {
  // The page of the comparison itself is the truth: a shared link replaces what was collected before.
  const shown = [...document.querySelectorAll("[data-compare-remove]")].map((link) => link.dataset.compareRemove);
  if (shown.length > 0) memory.write("compare", shown);
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-compare]")) toggleCompare(event.target);
  });
  document.addEventListener("click", (event) => {
    const remove = event.target.closest("[data-compare-remove]");
    if (remove) memory.write("compare", memory.read("compare").filter((id) => id !== remove.dataset.compareRemove));
    if (event.target.closest("[data-tray-clear]")) {
      memory.write("compare", []);
      showTray();
    }
  });
  addEventListener("pageshow", showTray);
  showTray();
};
