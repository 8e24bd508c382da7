// Makes of a plain form with one file: several files at once or a photo, dragged or chosen, each with its progress.
"use strict";

function make(tag, attributes, text) {
  const made = document.createElement(tag);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  if (text) made.textContent = text;
  return made;
}

function enhance(form) {
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector(".sending");
  const drop = form.querySelector(".drop");
  const several = form.hasAttribute("data-several");
  const { dossier, replaces, pageof } = form.dataset;
  const plain = form.querySelector(".buttons");
  const kind = form.querySelector("[name=kind]");

  input.required = false;
  input.multiple = several;
  input.classList.add("visually-hidden");
  input.tabIndex = -1;
  const photo = make("input", { type: "file", accept: "image/*", capture: "environment", class: "visually-hidden", tabindex: "-1", "aria-hidden": "true" });
  const buttons = make("p", { class: "buttons" });
  const choose = make("button", { type: "button", class: "utrecht-button utrecht-button--primary-action", "aria-describedby": `${form.id}-hint` }, form.dataset.saidFiles);
  const take = make("button", { type: "button", class: "utrecht-button utrecht-button--secondary-action" }, form.dataset.saidPhoto);
  choose.addEventListener("click", () => input.click());
  take.addEventListener("click", () => photo.click());
  buttons.append(choose, take, photo);
  plain.replaceWith(buttons);
  const label = form.querySelector(`label[for="${input.id}"]`);
  label.classList.add("visually-hidden");
  input.setAttribute("aria-hidden", "true");
  drop.hidden = false;

  const begin = (files) => [...files].slice(0, several ? undefined : 1).forEach((file) => {
    const fields = { dossier, kind: kind ? kind.value : "", replaces, pageOf: pageof };
    row(Upload.begin(file, fields, () => {}));
  });
  for (const one of [input, photo]) {
    one.addEventListener("change", () => { begin(one.files); one.value = ""; });
  }
  for (const name of ["dragover", "dragenter"]) {
    form.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  form.addEventListener("dragleave", () => drop.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    begin(event.dataTransfer.files);
  });
  form.addEventListener("submit", (event) => event.preventDefault());

  function row(upload) {
    const said = form.dataset;
    const item = make("li", {});
    const words = make("span", {});
    const state = make("span", { role: "status" }, said.saidSending.replace("{percent}", "0"));
    words.append(make("strong", {}, upload.record.name), make("br", {}), state);
    const stop = make("button", { type: "button", class: "stop", "aria-label": said.saidStop.replace("{name}", upload.record.name) }, "×");
    const bar = make("progress", { max: "100", value: "0", "aria-label": upload.record.name });
    item.append(words, stop, bar);
    list.append(item);
    stop.addEventListener("click", () => upload.stop());
    upload.told = (what, more) => {
      if (what === "sending") {
        bar.value = Math.floor(more * 100);
        state.textContent = said.saidSending.replace("{percent}", String(Math.floor(more * 100)));
      } else if (what === "waiting" || what === "signed-out") {
        state.textContent = said.saidWaiting;
        const over = document.getElementById("session-over");
        if (what === "signed-out" && over && !over.open) over.showModal();
      } else {
        bar.remove();
        stop.remove();
        if (what === "stopped") state.textContent = said.saidStopped;
        if (what === "refused") { state.textContent = more; item.classList.add("refused"); }
        if (what === "done") arrived(item, state, more);
      }
    };
    upload.run();
  }

  function arrived(item, state, { document: number, duplicate }) {
    state.textContent = duplicate ? form.dataset.saidDuplicate : form.dataset.saidDone;
    if (replaces) window.location.assign(`/documents/${number}`);
    else if (pageof) window.location.reload();
    else { renew(); if (!duplicate) setTimeout(() => item.remove(), 4000); }
  }

  // What a reload broke off goes on by itself.
  remembered.all().then((found) => found
    .filter(({ fields }) => fields.dossier === dossier && fields.replaces === replaces && fields.pageOf === pageof)
    .forEach((record) => row(new Upload(record, () => {}))));
}

document.querySelectorAll("form[data-upload]").forEach(enhance);

const leaving = document.getElementById("sign-out");
if (leaving) leaving.addEventListener("submit", () => { remembered.clear(); });
