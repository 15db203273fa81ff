// The button that prints this page; without scripts it is not there.
document.addEventListener("DOMContentLoaded", function () {
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
});
