// Recently viewed: remembered here only, drawn by the server.
const rememberProduct = () => {
  const current = document.querySelector("[data-product]")?.dataset.product;
  if (!current) return;
  const others = memory.read("recent").filter((id) => id !== current);
  memory.write("recent", [current, ...others].slice(0, RECENT_MAX));
};

const showRecent = async () => {
  const section = document.querySelector("[data-recent]");
  const current = document.querySelector("[data-product]")?.dataset.product;
  const ids = memory.read("recent").filter((id) => id !== current).slice(0, 5);
  if (!section || ids.length === 0) return;
  const answer = await fetch(`${section.dataset.recent}?${productsQuery(ids)}`);
  const html = answer.ok ? await answer.text() : "";
  if (!html.includes("<article")) return;
  section.querySelector("[data-recent-slot]").innerHTML = html;
  section.hidden = false;
  showTray();
};
