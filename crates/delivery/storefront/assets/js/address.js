// The address form: lists of units follow each choice, and wards are found by their names.
const WARD_PAUSE_MS = 150;

const startAddress = (form) => {
  if (!form) return;
  const region = () => form.querySelector("[data-region=units]");
  let turn = 0;

  // What the button without scripts does: the form is sent, and the lists of the answer are taken.
  const loadUnits = async (chosen = {}) => {
    const number = ++turn;
    const data = new URLSearchParams(new FormData(form));
    data.set("do", "units");
    for (const [name, value] of Object.entries(chosen)) data.set(name, value);
    const focused = document.activeElement;
    const key = focused.id ? `#${CSS.escape(focused.id)}` : `[name="${CSS.escape(focused.name ?? "")}"]:checked`;
    const answer = await fetch(form.action, { method: "post", body: data });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const units = page.querySelector("[data-region=units]");
    if (number !== turn) return;
    if (!units) throw new Error(`${answer.status}`);
    region().replaceWith(units);
    startFinder();
    form.querySelector(key)?.focus({ preventScroll: true });
  };
  const load = (chosen) => loadUnits(chosen).catch(() => form.classList.add("is-plain"));

  const startFinder = () => {
    const box = region().querySelector("[data-find]");
    const input = box.querySelector("input");
    const list = document.createElement("ul");
    list.className = "suggest";
    list.id = "phuong-xa";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", box.querySelector("label").textContent);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-autocomplete", "list");
    box.append(list);
    box.hidden = false;
    let wards = [];
    let at = -1;
    let pause;
    let request;

    const show = (isOpen) => {
      list.hidden = !isOpen;
      input.setAttribute("aria-expanded", isOpen);
      mark(-1);
    };
    const mark = (index) => {
      at = index;
      [...list.children].forEach((option, number) => option.setAttribute("aria-selected", number === index));
      if (list.children[index]?.id) input.setAttribute("aria-activedescendant", list.children[index].id);
      else input.removeAttribute("aria-activedescendant");
      list.children[index]?.scrollIntoView({ block: "nearest" });
    };
    const draw = () => {
      list.replaceChildren(...wards.map((ward, number) => {
        const option = document.createElement("li");
        const [name, above] = [document.createElement("span"), document.createElement("span")];
        option.className = "option";
        option.id = `phuong-xa-${number}`;
        option.setAttribute("role", "option");
        name.textContent = ward.name;
        above.textContent = [ward.district?.name, ward.province?.name].filter(Boolean).join(", ");
        above.className = "option-note";
        option.append(name, above);
        return option;
      }));
      say(wards.length > 0 ? box.dataset.count.replace("0", wards.length) : box.dataset.none);
      show(wards.length > 0 && document.activeElement === input);
    };
    const ask = async () => {
      request?.abort();
      request = new AbortController();
      const text = input.value.trim();
      if (text === "") return show(false);
      const query = new URLSearchParams({ q: text, system: region().dataset.system });
      try {
        const answer = await fetch(`${form.dataset.wards}?${query}`, { signal: request.signal });
        wards = answer.ok ? (await answer.json()).items ?? [] : [];
        draw();
      } catch {
        // Superseded by the next letter, or offline: the lists below still work.
      }
    };
    const choose = (ward) => {
      input.value = ward.name;
      show(false);
      load({ province: ward.province?.code ?? "", district: ward.district?.code ?? "", ward: ward.code });
    };

    input.addEventListener("input", () => {
      clearTimeout(pause);
      pause = setTimeout(ask, WARD_PAUSE_MS);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        // The finder is no field of the form: Enter chooses, it does not save.
        event.preventDefault();
        if (!list.hidden) choose(wards[Math.max(at, 0)]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        show(false);
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && wards.length > 0) {
        event.preventDefault();
        if (list.hidden) show(true);
        mark((at + (event.key === "ArrowDown" ? 1 : -1) + wards.length) % wards.length);
      }
    });
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) choose(wards[[...list.children].indexOf(option)]);
    });
    input.addEventListener("blur", () => show(false));
  };

  form.addEventListener("change", (event) => {
    const { name, value } = event.target;
    if (name === "system") load({ province: "", district: "", ward: "" });
    if (name === "province") load({ province: value, district: "", ward: "" });
    if (name === "district") load({ district: value, ward: "" });
  });
  startFinder();
};

startAddress(document.querySelector("[data-address]"));
