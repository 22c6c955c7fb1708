// What this browser remembers: products to compare and products seen. A browser that refuses storage just forgets.
const COMPARE_MAX = 4;
const RECENT_MAX = 12;

const memory = {
  read(key) {
    try {
      const list = JSON.parse(localStorage.getItem(`cholon.${key}`));
      return Array.isArray(list) ? list.filter((id) => typeof id === "string" && id.length <= 64) : [];
    } catch {
      return [];
    }
  },
  write(key, list) {
    try {
      localStorage.setItem(`cholon.${key}`, JSON.stringify(list));
    } catch {
      // Private windows and full storage: the page works without the memory.
    }
  },
};

const productsQuery = (ids) => ids.map((id) => `sp=${encodeURIComponent(id)}`).join("&");

const say = (text) => {
  document.querySelector("[data-live]").textContent = text;
};
