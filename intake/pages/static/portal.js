// What JavaScript adds to every page: parts that renew themselves, and a warning before the session ends.
"use strict";
document.documentElement.classList.add("scripted");

// ---- parts that change while documents are read -------------------------------------------------------------
const parts = document.getElementById("parts");
const spoken = document.getElementById("spoken");

function renew() {
  htmx.trigger(parts, "changed");
}

function speak() {
  // A live region that stood in the first page; only what changed is said.
  const told = parts.querySelector("[data-spoken]");
  if (told && spoken && spoken.textContent !== told.dataset.spoken) spoken.textContent = told.dataset.spoken;
}

if (parts && parts.dataset.live && window.EventSource) {
  let waiting = null;
  const source = new EventSource(parts.dataset.live);
  source.addEventListener("bundle", () => {
    clearTimeout(waiting);
    waiting = setTimeout(renew, 150);
  });
  parts.addEventListener("htmx:afterSwap", speak);
  window.addEventListener("pagehide", () => source.close());
}

// ---- the end of the session ------------------------------------------------------------------------------------
const WARN_BEFORE = 2 * 60 * 1000; // milliseconds
const ends = document.getElementById("session-ends");
const over = document.getElementById("session-over");
let until = Date.parse(document.body.dataset.sessionUntil || "");
let timers = [];

function show(dialog) {
  if (!dialog.open) dialog.showModal();
}

function watch() {
  timers.forEach(clearTimeout);
  const left = until - Date.now();
  timers = [
    setTimeout(() => show(ends), Math.max(0, left - WARN_BEFORE)),
    setTimeout(() => { ends.close(); show(over); }, Math.max(0, left)),
  ];
}

async function stay() {
  const answer = await fetch("/session", { headers: { Accept: "text/html" }, redirect: "manual" });
  if (!answer.ok) return show(over);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  until = Date.parse(page.body.dataset.sessionUntil);
  ends.close();
  watch();
}

if (ends && !Number.isNaN(until)) {
  document.getElementById("session-stay").addEventListener("click", stay);
  ends.addEventListener("cancel", stay);
  watch();
}
