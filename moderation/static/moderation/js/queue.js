// The queue's keys, and filters that take effect when they are chosen.

import { isOn } from "./keys.js";

const links = () => [...document.querySelectorAll("[data-cases] .who")];
const here = () => document.activeElement?.closest?.(".row");

function move(step) {
  const all = links();
  const at = all.findIndex((link) => link.closest(".row") === here());
  const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step];
  next?.focus();
  next?.closest(".row").scrollIntoView({ block: "nearest" });
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  // Without a row it goes to the first, so that nobody claims what they have not looked at.
  c: () => (here() ? here().querySelector("[data-claim]")?.requestSubmit() : move(1)),
  n: () => document.querySelector("[data-new]")?.click(),
  "/": () => document.querySelector(".find input").focus(),
};

const isTyping = (element) => element.closest("input:not([type=checkbox]), select, textarea, [contenteditable], dialog");

document.addEventListener("keydown", (event) => {
  const key = KEYS[event.key.toLowerCase()];
  if (!key || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !isOn()) return;
  event.preventDefault();
  key();
});

// After a claim the row is new: keep the reader's place in the list.
let claimed = "";
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.matches("[data-claim]")) claimed = here()?.id ?? "";
});
document.addEventListener("htmx:afterSettle", () => {
  if (claimed) document.getElementById(claimed)?.querySelector(".who")?.focus({ preventScroll: true });
  claimed = "";
});

// With the mouse a filter takes effect at once; with the keyboard one may look through its choices first.
const bar = document.querySelector(".bar");
let byPointer = false;
bar.addEventListener("pointerdown", () => (byPointer = true));
bar.addEventListener("keydown", () => (byPointer = false));
bar.addEventListener("change", (event) => {
  if (byPointer && event.target.matches("select")) bar.requestSubmit();
});
// An address says only what was chosen.
bar.addEventListener("submit", () => {
  for (const field of bar.elements) field.disabled = field.name !== "" && field.value === "";
});
