// The menu works without this; with it Escape, a click or the focus elsewhere shut what is open, and Escape gives the focus back.
"use strict";
(() => {
  const shown = () => document.querySelector("details.menu[open]");
  const leave = (event) => {
    const menu = shown();
    if (menu && !menu.contains(event.target)) menu.open = false;
  };
  document.addEventListener("click", leave);
  document.addEventListener("focusin", leave);
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" ? shown() : null;
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
})();
