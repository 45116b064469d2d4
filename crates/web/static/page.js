// A little JavaScript that makes the pages better; every page is complete without it.
"use strict";

const box = document.getElementById("q");
const results = document.getElementById("resultats");
const PAUSE = 120; // milliseconds between the last key and the question

// Results while typing: one question under way at most, an older answer never replaces a newer one.
let timer = 0;
let underWay = null;
async function look() {
  const text = box.value.trim();
  if (underWay) underWay.abort();
  if (text.length < 2) return;
  underWay = new AbortController();
  try {
    const answer = await fetch("/fragments/resultats?q=" + encodeURIComponent(text), { signal: underWay.signal });
    if (!answer.ok) return;
    const html = await answer.text();
    const parsed = new DOMParser().parseFromString(html, "text/html");
    results.replaceChildren(...parsed.body.childNodes);
    reveal(results);
    history.replaceState(null, "", "/?q=" + encodeURIComponent(text));
    document.title = text + " — Aiguilleur";
  } catch (error) {
    if (error.name !== "AbortError") throw error; // The form still searches.
  }
}
if (box && box.value) box.setSelectionRange(box.value.length, box.value.length);
if (box && results) {
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
}

// Keyboard: « / » searches, arrows walk the results, Escape comes back.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const active = document.activeElement;
  const typing = active && (active.tagName === "INPUT" || active.tagName === "TEXTAREA");
  if (event.key === "/" && !typing) {
    event.preventDefault();
    box.focus();
    box.select();
    return;
  }
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  const hits = Array.from(document.querySelectorAll(".hit"));
  const at = hits.indexOf(active);
  if (event.key === "Escape" && at >= 0) box.focus();
  if (!step || !hits.length || (active !== box && at < 0)) return;
  event.preventDefault();
  const next = at + step;
  if (next < 0) box.focus();
  else if (next < hits.length) hits[next].focus();
});

// Copy buttons, and what else is of no use without JavaScript.
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Over plain HTTP there is no clipboard but the old way.
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "unseen";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.classList.contains("print")) window.print();
  if (!button.dataset.copy) return;
  const words = button.textContent;
  const done = await copy(button.dataset.copy);
  button.textContent = done ? "Copié ✓" : "Copie refusée";
  button.classList.toggle("done", done);
  button.focus();
  setTimeout(() => {
    button.textContent = words;
    button.classList.remove("done");
  }, 2000);
});
function reveal(root) {
  for (const hidden of root.querySelectorAll(".copy[hidden], .print[hidden], .keys[hidden], .file[hidden]")) hidden.hidden = false;
}
reveal(document);

// A certificate from a file, put where it would be pasted. What looks like a private key is not sent.
const chosen = document.getElementById("fichier");
const pasted = document.getElementById("texte");
if (chosen && pasted) {
  chosen.addEventListener("change", async () => {
    const texts = await Promise.all(Array.from(chosen.files, async (file) => {
      const bytes = new Uint8Array(await file.arrayBuffer());
      return bytes[0] === 0x30 ? btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")) : new TextDecoder().decode(bytes);
    }));
    pasted.value = texts.join("\n");
    chosen.value = "";
  });
  pasted.form.addEventListener("submit", (event) => {
    if (!/BEGIN [A-Z ]*PRIVATE KEY/.test(pasted.value)) return;
    event.preventDefault();
    pasted.value = "";
    document.getElementById("refus").hidden = false;
  });
}
