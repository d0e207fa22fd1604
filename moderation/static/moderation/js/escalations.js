// The keys of the escalations page: J and K move from one to the next, A acknowledges where one is.

import { recall } from "./storage.js";

const cards = [...document.querySelectorAll(".esc")];
const here = () => cards.indexOf(document.activeElement.closest(".esc"));

const isOn = () => recall("single-keys") !== "off";

function move(by) {
  const at = here();
  const to = at < 0 ? (by > 0 ? 0 : cards.length - 1) : Math.min(cards.length - 1, Math.max(0, at + by));
  cards[to]?.focus();
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  a: () => cards[here()]?.querySelector("[data-acknowledge]")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || !isOn()) return;
  if (event.target.closest("input, select, textarea, dialog")) return;
  const act = KEYS[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});
