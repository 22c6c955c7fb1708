// Filters, sorting and variants: the linked page is fetched and its part put in place, so the view does not jump.
const fetchPage = async (url) => {
  const answer = await fetch(url, { headers: { accept: "text/html" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
};

// How to find the focused element again in the new markup.
const focusKey = () => {
  const focused = document.activeElement;
  if (focused?.name) return `[name="${CSS.escape(focused.name)}"][value="${CSS.escape(focused.value)}"]`;
  return focused?.closest(".sorts") ? ".sorts [aria-current]" : focused?.closest(".variants") ? ".variants [aria-current]" : null;
};

let swapNumber = 0;
// The address of what is on the screen; an anchor does not change it.
const addressNow = () => location.href.split("#")[0];
let shown = addressNow();

const swap = async (url, part, isBack) => {
  const number = ++swapNumber;
  const key = focusKey();
  const selector = part ? `[data-region="${part}"]` : "#main";
  document.querySelector(part ? selector : ".results")?.classList.add("is-loading");
  try {
    const page = await fetchPage(url);
    if (number !== swapNumber) return;
    document.querySelector(selector).replaceChildren(...page.querySelector(selector).childNodes);
    document.querySelector(selector).classList.remove("is-loading");
    document.title = page.title;
    if (!isBack) history.pushState(null, "", url);
    shown = addressNow();
    (key && document.querySelector(key))?.focus({ preventScroll: true });
    const total = document.querySelector(".total");
    if (total && !part) say(total.textContent);
    showTray();
  } catch {
    location.href = url;
  }
};

const filterUrl = (form) => {
  const query = new URLSearchParams();
  const bounds = {};
  for (const [name, value] of new FormData(form)) {
    if (name === "gia-tu" || name === "gia-den") bounds[name] = value.replace(/\D/g, "");
    else if (value !== "") query.append(name, value);
  }
  if (bounds["gia-tu"] || bounds["gia-den"]) query.set("gia", `${bounds["gia-tu"] ?? ""}-${bounds["gia-den"] ?? ""}`);
  return `${form.action}${query.size > 0 ? `?${query}` : ""}`;
};

const loadMore = async (link) => {
  link.classList.add("is-loading");
  try {
    const page = await fetchPage(link.href);
    const grid = document.querySelector(".results .grid");
    const added = [...page.querySelectorAll(".results .grid > li")];
    grid.append(...added);
    const next = page.querySelector("[data-more]");
    if (next) link.replaceWith(next);
    else link.remove();
    added[0]?.querySelector("a")?.focus({ preventScroll: true });
    showTray();
  } catch {
    location.href = link.href;
  }
};

const startSwaps = () => {
  const wide = matchMedia("(min-width: 960px)");
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    const link = event.target.closest("a[data-swap], a[data-more]");
    if (!link) return;
    event.preventDefault();
    if ("more" in link.dataset) loadMore(link);
    else swap(link.href, link.dataset.swap);
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest("[data-filters]");
    if (form && wide.matches) swap(filterUrl(form));
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-filters]")) return;
    event.preventDefault();
    if (location.hash === "#loc") location.href = filterUrl(event.target);
    else swap(filterUrl(event.target));
  });
  addEventListener("popstate", () => {
    if (addressNow() !== shown) swap(location.href, null, true);
  });
};
