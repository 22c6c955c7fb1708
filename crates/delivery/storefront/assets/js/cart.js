// The cart on every page: its count, adding without leaving the page, the drawer, changes made on other devices.
// Without scripts every form here is sent as it is and answered with a page.
const STEP_PAUSE_MS = 350;
const COUNT_SHOWN_MAX = 99;

const cartCount = () => Number(/(?:^|;\s*)cart_count=(\d+)/.exec(document.cookie)?.[1] ?? 0);

const showCartCount = (count = cartCount()) => {
  for (const badge of document.querySelectorAll("[data-cart-count]")) {
    badge.hidden = count === 0;
    badge.textContent = count > COUNT_SHOWN_MAX ? `${COUNT_SHOWN_MAX}+` : count;
  }
};

const drawer = document.querySelector("[data-drawer]");
const cartPage = document.querySelector("[data-cart-page]");
// A place that shows the cart: what it is called in requests, what of an answer belongs into it, where to ask for it.
const places = [
  { name: "page", part: ".cart", element: cartPage, url: cartPage?.dataset.cartPage, isOpen: () => cartPage !== null },
  { name: "mini", part: ".mini", element: drawer.querySelector("[data-drawer-slot]"), url: drawer.dataset.drawer, isOpen: () => drawer.open },
];
const [pagePlace, miniPlace] = places;
const placeOf = (element) => places.find((place) => place.element?.contains(element)) ?? miniPlace;

// Forms whose number was just stepped and that are not sent yet; new markup would take the number away.
const waiting = new Map();

const focusIn = (place) => {
  const focused = document.activeElement;
  if (!place.element.contains(focused)) return null;
  const line = focused.closest("[data-line]")?.dataset.line;
  const value = focused.tagName === "BUTTON" ? `[value="${CSS.escape(focused.value)}"]` : "";
  return `${line ? `[data-line="${CSS.escape(line)}"] ` : ""}[name="${CSS.escape(focused.name ?? "")}"]${value}:enabled`;
};

const showCart = (place, html) => {
  const part = new DOMParser().parseFromString(html, "text/html").querySelector(place.part);
  if (!part) return false;
  showCartCount(Number(part.dataset.count));
  if (waiting.size > 0) return true;
  const focus = focusIn(place);
  place.element.replaceChildren(part);
  const line = focus?.match(/^\[data-line=[^\]]*\]/)?.[0];
  const next = focus && (place.element.querySelector(focus) ?? (line && place.element.querySelector(`${line} [name=quantity]`)));
  if (next) next.focus({ preventScroll: true });
  else if (focus) (place === miniPlace ? drawer.querySelector("[data-drawer-close]") : document.querySelector("main")).focus({ preventScroll: true });
  return true;
};

const refreshCart = async (place) => {
  const answer = await fetch(place.url, { headers: { "x-fragment": place.name } });
  return answer.ok && showCart(place, await answer.text());
};

const openDrawer = () => {
  if (!drawer.open) drawer.showModal();
  listenToCart();
};

// The way without scripts, for everything that the way with scripts cannot settle.
const sendPlainly = (form, data) => {
  const plain = document.createElement("form");
  plain.method = "post";
  plain.action = form.action;
  for (const [name, value] of data) {
    const field = document.createElement("input");
    [field.type, field.name, field.value] = ["hidden", name, value];
    plain.append(field);
  }
  document.body.append(plain);
  plain.submit();
};

// One request after the other: the last word of the shopper is the last word of the cart.
let sending = Promise.resolve();
const sendToCart = (form, submitter, place) => {
  const data = new URLSearchParams(new FormData(form));
  if (submitter?.name) data.set(submitter.name, submitter.value);
  // By this the shop knows a form whose answer was lost and that is sent again.
  data.set("key", `${Date.now()}-${Math.random()}`);
  // What is sent next starts from what this one asks for, also when its answer is not shown any more.
  if (form.elements.seen && data.get("do") === "quantity") form.elements.seen.value = form.elements.quantity.value;
  sending = sending.then(async () => {
    try {
      const answer = await fetch(form.action, { method: "post", body: data, headers: { "x-fragment": place.name } });
      if (answer.redirected && !new URL(answer.url).pathname.endsWith("/gio-hang")) return location.assign(answer.url);
      const isShown = showCart(place, await answer.text()) || (answer.ok && (await refreshCart(place)));
      if (!isShown) return sendPlainly(form, data);
      if (place === miniPlace) openDrawer();
      say(place.element.querySelector(".flash")?.textContent.trim() ?? "");
    } catch {
      sendPlainly(form, data);
    }
  });
  return sending;
};

const stepCart = (button, by) => {
  const form = button.form ?? button.closest("form");
  const input = form.elements.quantity;
  const [low, high] = [Number(input.min), Number(input.max)];
  input.value = Math.min(high, Math.max(low, (Number(input.value) || low) + by));
  if (!form.matches("[data-cart-form]")) return;
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => {
    waiting.delete(form);
    sendToCart(form, { name: "do", value: "quantity" }, placeOf(form));
  }, STEP_PAUSE_MS));
};

// Changes made elsewhere. Hidden pages do not listen: browsers allow few connections to one server.
let cartEvents = null;
const isTyping = (place) => {
  const focused = document.activeElement;
  return place.element.contains(focused) && focused.matches("input") && focused.value !== focused.defaultValue;
};

const heardOfCart = (event) => {
  let news = {};
  try {
    news = JSON.parse(event.data);
  } catch {
    // An event without a body: the fragments know.
  }
  if (typeof news.count === "number") showCartCount(news.count);
  for (const place of places.filter((place) => place.isOpen())) {
    const shown = place.element.querySelector("[data-cart]")?.dataset.version;
    if (news.version !== undefined && shown === String(news.version)) continue;
    const refresh = () => refreshCart(place).catch(() => {
      // Offline: the next event or page tells it again.
    });
    if (isTyping(place)) place.element.addEventListener("focusout", refresh, { once: true });
    else refresh();
  }
};

const listenToCart = () => {
  const isWanted = !document.hidden && (cartCount() > 0 || places.some((place) => place.isOpen()));
  if (isWanted && !cartEvents) {
    cartEvents = new EventSource(`${document.body.dataset.base}/gio-hang/su-kien`);
    cartEvents.addEventListener("cart", heardOfCart);
  } else if (!isWanted) {
    cartEvents?.close();
    cartEvents = null;
  }
};

const startCart = () => {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-add], [data-cart-form]")) return;
    event.preventDefault();
    clearTimeout(waiting.get(form));
    waiting.delete(form);
    sendToCart(form, event.submitter, form.matches("[data-add]") ? miniPlace : placeOf(form));
  });
  document.addEventListener("click", (event) => {
    const step = event.target.closest("[data-step], [data-cart-form] .stepper button");
    if (step) {
      event.preventDefault();
      stepCart(step, Number(step.dataset.step ?? (step.value === "less" ? -1 : 1)));
    }
    const link = event.target.closest("[data-cart-link]");
    if (link && !cartPage && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      refreshCart(miniPlace).then((isShown) => (isShown ? openDrawer() : location.assign(link.href)), () => location.assign(link.href));
    }
    // The dialog itself is only hit beside its content: on the backdrop.
    if (event.target === drawer || event.target.closest("[data-drawer-close]")) drawer.close();
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-cart-form] [data-quantity]")) stepCart(event.target, 0);
  });
  drawer.addEventListener("close", listenToCart);
  document.addEventListener("visibilitychange", () => {
    showCartCount();
    listenToCart();
  });
  addEventListener("pageshow", (event) => {
    showCartCount();
    if (event.persisted && cartPage) refreshCart(pagePlace);
    listenToCart();
  });
  // A kept page with an open connection could not be taken back from the browser's memory.
  addEventListener("pagehide", () => {
    cartEvents?.close();
    cartEvents = null;
  });
  showCartCount();
};
