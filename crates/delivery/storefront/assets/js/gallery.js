// The gallery: thumbnails move the stage instead of the page and say which picture is shown.
const startGallery = () => {
  const gallery = document.querySelector("[data-gallery]");
  const stage = gallery?.querySelector(".gallery-stage");
  const thumbs = [...(gallery?.querySelectorAll(".thumbs a") ?? [])];
  const mark = (index) => thumbs.forEach((thumb, at) => {
    if (at === index) thumb.setAttribute("aria-current", "true");
    else thumb.removeAttribute("aria-current");
  });
  thumbs.forEach((thumb, index) => thumb.addEventListener("click", (event) => {
    event.preventDefault();
    stage.scrollTo({ left: index * stage.clientWidth });
  }));
  stage?.addEventListener("scroll", () => mark(Math.round(stage.scrollLeft / stage.clientWidth)), { passive: true });
};
