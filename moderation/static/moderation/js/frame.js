// The frame of every page: theme, menus, messages, and what htmx must not swallow.

import "./keys.js";
import { keep } from "./storage.js";

const THEMES = ["system", "light", "dark"];
const WORDS = { system: "as the system", light: "light", dark: "dark" };
const LOGIN = "/accounts/login/";
const TOAST_SECONDS = 20;
const UNAVAILABLE = 503;

function themeButton(button) {
  const root = document.documentElement;
  const show = (theme) => button.setAttribute("aria-label", `Theme: ${WORDS[theme]}`);
  show(root.dataset.theme ?? "system");
  button.hidden = false;
  button.addEventListener("click", () => {
    const now = root.dataset.theme ?? "system";
    const next = THEMES[(THEMES.indexOf(now) + 1) % THEMES.length];
    if (next === "system") delete root.dataset.theme;
    else root.dataset.theme = next;
    keep("theme", next);
    show(next);
    button.querySelector("[role=status]").textContent = `Theme: ${WORDS[next]}`;
  });
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll(".menu[open]")) {
    if (!menu.contains(except)) menu.open = false;
  }
}

function readyToasts() {
  for (const button of document.querySelectorAll("[data-close][hidden]")) {
    const toast = button.closest(".toast");
    button.hidden = false;
    button.addEventListener("click", () => toast.remove());
    const leave = () => (toast.matches(":hover, :focus-within") ? setTimeout(leave, 2000) : toast.remove());
    setTimeout(leave, TOAST_SECONDS * 1000);
  }
}

const button = document.getElementById("theme");
if (button) themeButton(button);
readyToasts();
document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector(".menu[open]");
  closeMenus(null);
  open?.querySelector("summary").focus();
});
document.addEventListener("htmx:afterSettle", readyToasts);
document.addEventListener("htmx:oobAfterSwap", readyToasts);
// A session that ran out answers with the sign-in page: go there, instead of showing it inside a row.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (new URL(event.detail.xhr.responseURL || location.href).pathname !== LOGIN) return;
  event.detail.shouldSwap = false;
  location.reload();
});
// The server will soon answer again: the page stays as it is, with what was typed.
function notDone(event) {
  if (event.detail.elt.hasAttribute("data-quiet")) return;
  const notice = document.getElementById("not-sent");
  if (notice) {
    notice.hidden = false;
    scrollTo({ top: 0 });
  } else {
    const toast = document.getElementById("not-done").content.cloneNode(true);
    document.getElementById("toasts").replaceChildren(toast);
    readyToasts();
  }
}
for (const failure of ["htmx:sendError", "htmx:timeout"]) document.addEventListener(failure, notDone);
// An error page is a whole page: what it says takes this page's place. What asks by itself stays quiet.
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === UNAVAILABLE) return notDone(event);
  if (event.detail.elt.hasAttribute("data-quiet")) return;
  const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
  const main = page.querySelector("main");
  if (!main) return;
  document.querySelector("main").replaceWith(main);
  document.title = page.title;
  main.focus();
});
