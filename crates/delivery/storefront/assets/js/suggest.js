// Suggestions while typing: a combobox with a list box, after the ARIA authoring practices.
const SUGGEST_PAUSE_MS = 90;

const startSuggest = (form) => {
  const input = form.querySelector("input");
  const list = document.createElement("ul");
  list.className = "suggest";
  list.id = "goi-y";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.querySelector("label").textContent);
  form.append(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": "goi-y", "aria-autocomplete": "list" })) {
    input.setAttribute(name, value);
  }
  let pause, request, chosen = -1;

  const choose = (index) => {
    chosen = index;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", at === index));
    const option = list.children[index];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const open = (isOpen) => {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", isOpen);
    choose(-1);
  };
  const ask = async () => {
    request?.abort();
    const text = input.value.trim();
    if (text === "") return open(false);
    request = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(text)}`, { signal: request.signal });
      list.innerHTML = answer.ok ? await answer.text() : "";
      open(list.children.length > 0 && document.activeElement === input);
    } catch {
      // Superseded by the next letter, or offline: the form still searches.
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(ask, SUGGEST_PAUSE_MS);
  });
  input.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      open(false);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count > 0) {
      event.preventDefault();
      if (list.hidden) open(true);
      // One place more than options: past either end the text itself is chosen again.
      const places = count + 1;
      const place = (chosen + 1 + (event.key === "ArrowDown" ? 1 : -1) + places) % places;
      choose(place - 1);
    } else if (event.key === "Enter" && chosen >= 0 && !list.hidden) {
      event.preventDefault();
      location.href = list.children[chosen].dataset.href;
    }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.href = option.dataset.href;
  });
  input.addEventListener("blur", () => open(false));
};
