// The keys of the escalations page: J and K move from one to the next, A acknowledges where one is, and Ctrl-Enter
// answers and goes on to the next.

import { isOn } from "./keys.js";

const cards = [...document.querySelectorAll(".esc")];
const here = () => cards.indexOf(document.activeElement.closest(".esc"));

function move(by) {
  const at = here();
  const to = at < 0 ? (by > 0 ? 0 : cards.length - 1) : Math.min(cards.length - 1, Math.max(0, at + by));
  cards[to]?.focus();
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  // Without a card it goes to the first, so that nobody takes up what they have not looked at.
  a: () => (here() < 0 ? move(1) : cards[here()].querySelector("[data-acknowledge]")?.click()),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || !isOn()) return;
  if (event.target.closest("input, select, textarea, dialog")) return;
  const act = KEYS[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
  const form = event.target.closest?.(".esc form");
  if (!form || !event.target.matches("textarea")) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("[data-go-on]"));
});

// Where one has gone on to, the answer can be written at once.
const onto = location.hash && document.querySelector(location.hash)?.closest(".esc");
if (onto) {
  onto.focus();
  const answer = onto.querySelector('textarea[name="text"][id^="answer-"]');
  if (document.referrer.startsWith(location.origin) && answer?.closest("details")?.open) answer.focus();
}
