// What makes a page nicer; every page works without it.
import { countWords } from "./counting.js";
import { keepSaving } from "./saving.js";
import { followTicks } from "./selecting.js";

document.querySelector(".errors[data-focus], [data-focus]")?.focus();
document.querySelectorAll("[data-max-words], [data-max-chars]").forEach(countWords);
document.querySelectorAll("form[data-autosave]").forEach(keepSaving);
document.querySelectorAll("[data-selection]").forEach(followTicks);

// Esc and a click elsewhere close an open menu; the focus goes back to its button.
const menus = () => document.querySelectorAll("details.menu[open]");
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  menus().forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});
addEventListener("pointerup", (event) => {
  menus().forEach((menu) => menu.contains(event.target) || (menu.open = false));
});
// A second press while the first is on its way does nothing.
addEventListener("submit", (event) => {
  const { target, defaultPrevented } = event;
  if (defaultPrevented || target.method !== "post") return;
  if (target.dataset.sent && Date.now() - target.dataset.sent < 5000) event.preventDefault();
  target.dataset.sent = Date.now();
});
addEventListener("pageshow", () => document.querySelectorAll("form").forEach((form) => delete form.dataset.sent));
