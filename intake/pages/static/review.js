// Keys of the review desk: each does what a link, button or summary with the same `data-key` does. They can be
// turned off (WCAG 2.1.4), and never work while somebody types.
"use strict";
{
  const REMEMBERED = "bewijsloket-keys";
  const off = document.getElementById("keys-off");
  let on = localStorage.getItem(REMEMBERED) !== "off";

  const show = () => off && off.setAttribute("aria-pressed", String(!on));

  const types = (target) => target.closest("input:not([type=radio]), textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && types(event.target)) return event.target.blur();
    if (!on || event.ctrlKey || event.altKey || event.metaKey || types(event.target)) return undefined;
    if (document.querySelector("dialog[open]")) return undefined;
    const key = event.key === "=" ? "+" : event.key;
    const wanted = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
    if (!wanted) return undefined;
    event.preventDefault();
    if (wanted.matches("input")) return wanted.focus();
    if (wanted.matches("summary")) {
      const details = wanted.parentElement;
      details.open = !details.open;
      return (details.open && details.querySelector("textarea") ? details.querySelector("textarea") : wanted).focus();
    }
    return wanted.click();
  });

  if (off) {
    show();
    off.addEventListener("click", () => {
      on = !on;
      localStorage.setItem(REMEMBERED, on ? "on" : "off");
      show();
    });
  }
}
