// Sends a file by the tus protocol 1.0.0 in pieces, and goes on where it was after a lost connection, a reload or
// a session that ended. What is being sent lies in this browser's own database until it has arrived, a day at most.
"use strict";

const TUS = { "Tus-Resumable": "1.0.0" };
const PIECE = 2 * 1024 * 1024; // bytes: what is lost at most when the connection breaks
const LONGEST_WAIT = 20000; // milliseconds between two tries
const KEEP = 24 * 3600 * 1000; // milliseconds, as long as the server keeps an unfinished upload

// ---- what is being sent, over reloads ---------------------------------------------------------------------------
const remembered = {
  open() {
    return new Promise((resolve, reject) => {
      const asked = indexedDB.open("bewijsloket", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("sending", { keyPath: "key" });
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  },
  async act(mode, act) {
    // A browser that keeps nothing (private window) still sends; only a reload is not survived.
    try {
      const database = await this.open();
      return await new Promise((resolve, reject) => {
        const asked = act(database.transaction("sending", mode).objectStore("sending"));
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      });
    } catch {
      return null;
    }
  },
  put(record) { return this.act("readwrite", (store) => store.put(record)); },
  remove(key) { return this.act("readwrite", (store) => store.delete(key)); },
  async all() {
    const found = (await this.act("readonly", (store) => store.getAll())) || [];
    const old = found.filter((one) => Date.now() - one.begun > KEEP);
    await Promise.all(old.map((one) => this.remove(one.key)));
    return found.filter((one) => !old.includes(one));
  },
  clear() { return this.act("readwrite", (store) => store.clear()); },
};

// ---- one upload ---------------------------------------------------------------------------------------------------
class Upload {
  // `told` is called with ("sending", share), ("waiting"), ("done", {document, duplicate}), ("refused", sentence),
  // ("signed-out") or ("stopped").
  constructor(record, told) {
    this.record = record;
    this.told = told;
    this.stopped = false;
    this.tries = 0;
  }

  static begin(file, fields, told) {
    const key = `${Date.now()}-${Math.random().toString(36).slice(2)}`;
    const record = { key, file, name: file.name, fields, url: null, begun: Date.now() };
    remembered.put(record);
    return new Upload(record, told);
  }

  async run() {
    let offset = null;
    while (!this.stopped) {
      try {
        if (this.record.url === null) await this.create();
        if (offset === null) offset = await this.ask();
        if (offset !== null && offset < this.record.file.size) offset = await this.send(offset);
        if (this.done) return this.finish();
        this.tries = 0;
      } catch (problem) {
        if (this.stopped) return undefined;
        if (problem.refused) return this.refuse(problem.refused);
        if (problem.signedOut) this.told("signed-out");
        else this.told("waiting");
        offset = null;
        await this.pause();
      }
    }
    return undefined;
  }

  async stop() {
    this.stopped = true;
    if (this.request) this.request.abort();
    await remembered.remove(this.record.key);
    if (this.record.url) fetch(this.record.url, { method: "DELETE", headers: TUS }).catch(() => {});
    this.told("stopped");
  }

  async create() {
    const pairs = { filename: this.record.name, filetype: this.record.file.type, ...this.record.fields };
    const told = Object.entries(pairs).filter(([, value]) => value).map(([key, value]) => `${key} ${base64(value)}`);
    const headers = { ...TUS, "Upload-Length": String(this.record.file.size), "Upload-Metadata": told.join(",") };
    const answer = await fetch("/v1/uploads", { method: "POST", headers });
    await this.judge(answer);
    this.record.url = answer.headers.get("Location");
    await remembered.put(this.record);
  }

  async ask() {
    const answer = await fetch(this.record.url, { method: "HEAD", headers: TUS });
    if (answer.status === 404 || answer.status === 410) {
      this.record.url = null; // it ended in the meantime: from the beginning
      return null;
    }
    await this.judge(answer);
    this.note(answer.headers);
    return Number(answer.headers.get("Upload-Offset"));
  }

  send(offset) {
    const piece = this.record.file.slice(offset, offset + PIECE);
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      this.request = request;
      request.open("PATCH", this.record.url);
      const headers = { ...TUS, "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" };
      Object.entries(headers).forEach(([key, value]) => request.setRequestHeader(key, value));
      request.upload.onprogress = (event) => this.told("sending", (offset + event.loaded) / this.record.file.size);
      request.onerror = request.onabort = () => reject(new Error("connection"));
      request.onload = () => {
        const answer = new Response(request.response || null, { status: request.status === 204 ? 200 : request.status });
        this.judge(answer).then(() => {
          this.note({ get: (name) => request.getResponseHeader(name) });
          resolve(Number(request.getResponseHeader("Upload-Offset")));
        }, reject);
      };
      request.send(piece);
    });
  }

  note(headers) {
    const document = headers.get("Document-Id");
    if (document) this.done = { document, duplicate: headers.get("Document-Duplicate") === "true" };
  }

  async judge(answer) {
    if (answer.ok) return;
    const problem = new Error(String(answer.status));
    problem.signedOut = answer.status === 401;
    // Broken off, offset moved on, in use by the request before, damaged, busy: tried again. The rest is final.
    const again = [401, 408, 409, 423, 460, 500, 503, 507];
    const told = await answer.json().catch(() => ({}));
    if (!again.includes(answer.status) || String(told.type).endsWith("closed")) {
      problem.refused = told.detail ? `${told.title}. ${told.detail}` : String(answer.status);
    }
    throw problem;
  }

  async finish() {
    await remembered.remove(this.record.key);
    this.told("done", this.done);
  }

  async refuse(sentence) {
    await remembered.remove(this.record.key);
    this.told("refused", sentence);
  }

  pause() {
    this.tries += 1;
    const wait = Math.min(LONGEST_WAIT, 500 * 2 ** this.tries);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, wait);
      window.addEventListener("online", () => { clearTimeout(timer); resolve(); }, { once: true });
    });
  }
}

function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
