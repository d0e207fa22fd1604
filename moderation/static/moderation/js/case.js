// One case: its keys, what was typed and not yet sent, and seconds that stay honest.

import { isOn } from "./keys.js";
import { keep, recall } from "./storage.js";

const LOGIN = "/accounts/login/";
const TAB = "sessionStorage";
const page = () => document.getElementById("case");

// ── keys ────────────────────────────────────────────────────────────────
const press = (selector) => document.querySelector(selector)?.click();
const focus = (id) => document.getElementById(id)?.focus();

function decide(choice) {
  choice.checked = true;
  press("#decide-onward");
}

const KEYS = {
  r: () => focus("reply-text"),
  m: () => focus("note-text"),
  q: () => focus("close-why"),
  e: () => {
    const panel = document.getElementById("escalate");
    if (!panel) return;
    panel.open = true;
    panel.querySelector("input[type=radio]:not([disabled])")?.focus();
  },
};

const isTyping = (element) => element.closest("input:not([type=checkbox], [type=radio]), select, textarea, dialog");

function single(event) {
  // What every page does with it comes first.
  if (event.defaultPrevented) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target) || !isOn()) return;
  const key = event.key.toLowerCase();
  const find = (name) => (/^[a-z+-]$/.test(key) ? page().querySelector(`[${name}="${key}"]`) : null);
  const marked = find("data-key");
  const choice = find("data-decides");
  const act = marked ? () => marked.click() : choice ? () => decide(choice) : KEYS[key];
  if (!act) return;
  event.preventDefault();
  act();
}

function send(event) {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !event.target.matches("#case textarea")) return;
  event.preventDefault();
  event.target.form.requestSubmit(event.target.form.querySelector("button"));
}

document.addEventListener("keydown", single);
document.addEventListener("keydown", send);

// ── what was typed is kept in this tab until it is sent ─────────────────
const drafts = () => [...page().querySelectorAll("textarea[id]")];
const key = (field) => `case ${page().dataset.case} ${field.id}`;

function bringBack() {
  for (const field of drafts()) field.value ||= recall(key(field), TAB) ?? "";
}

document.addEventListener("input", (event) => {
  if (event.target.matches("#case textarea[id]")) keep(key(event.target), event.target.value, TAB);
});
// A refusal is an answer too: it says why, over the fresh case, with the text still in its field.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (![409, 422].includes(event.detail.xhr.status)) return;
  event.detail.shouldSwap = true;
  event.detail.isError = false;
});
// Before anything else happens with an answer: once done, the text is no draft any more.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { xhr, requestConfig } = event.detail;
  if (xhr.status !== 200 || requestConfig.verb === "get") return;
  if (new URL(xhr.responseURL || location.href).pathname === LOGIN) return;
  for (const field of requestConfig.elt.querySelectorAll("textarea[id]")) {
    field.value = "";
    keep(key(field), "", TAB);
  }
});

// ── seconds ─────────────────────────────────────────────────────────────
// Counted from when they arrived, so that two clocks that disagree do no harm.
function count(element) {
  if (element.dataset.until) return;
  element.dataset.until = performance.now() + 1000 * element.dataset.left;
  const undo = element.closest("[data-while]");
  const after = undo?.nextElementSibling;
  if (after) after.hidden = true;
  const tick = () => {
    const left = Math.ceil((element.dataset.until - performance.now()) / 1000);
    element.textContent = Math.max(0, left);
    if (left > 0) return void setTimeout(tick, 250);
    if (!after) return;
    undo.hidden = true;
    after.hidden = false;
  };
  tick();
}

function ready() {
  bringBack();
  for (const element of document.querySelectorAll("[data-left]")) count(element);
}

ready();
document.addEventListener("htmx:afterSettle", () => {
  ready();
  // The button that was pressed may be gone; a reader of the page should not be thrown back to its top.
  if (document.activeElement === document.body) page().querySelector("[role=alert]:not([hidden] *), h1").focus?.({ preventScroll: true });
});
