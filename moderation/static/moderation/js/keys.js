// Single keys: whether they work, the list of them, and what they do on every page.

import { keep, recall } from "./storage.js";

const sheet = document.getElementById("keys");

export const isOn = () => recall("single-keys") !== "off";
const isTyping = (element) => element.closest("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable], dialog");

const KEYS = {
  "?": () => sheet && (() => sheet.showModal()),
  // The message that just came is about the last thing done, perhaps to the case before.
  z: () => {
    const button = document.querySelector("#toasts form button");
    return button && (() => button.click());
  },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target) || !isOn()) return;
  const act = KEYS[event.key.toLowerCase()]?.();
  if (!act) return;
  event.preventDefault();
  act();
});

const switcher = document.getElementById("keys-on");
if (switcher) {
  switcher.checked = isOn();
  switcher.addEventListener("change", () => keep("single-keys", switcher.checked ? "on" : "off"));
}

for (const button of document.querySelectorAll("[data-keys]")) {
  button.hidden = false;
  button.addEventListener("click", () => sheet.showModal());
}
