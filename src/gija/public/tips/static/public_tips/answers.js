// The code stays in the browser: only the tip's number leaves it, and the answers are opened here.
import { clean, receipt, seal, typed, unseal } from "./letter.js";
import { busy, fail, fetched, hush, Sending } from "./sending.js";

const ask = document.getElementById("ask");
const again = document.getElementById("again");
const list = document.getElementById("list");
let mine = null;

function answer(text, place) {
  const article = document.createElement("article");
  article.className = "tips-answer";
  const title = document.createElement("h2");
  title.textContent = `${list.dataset.title} ${place}`;
  const lines = document.createElement("p");
  lines.className = "tips-lines";
  lines.textContent = text;
  article.append(title, lines);
  return article;
}

async function read(code) {
  mine = await receipt(code);
  const body = new FormData();
  body.set("tip", mine.tip);
  body.set("end", "1");
  const said = await fetched(ask.dataset.opened, body);
  if (!said?.answers) return fail(said?.error ?? "offline", "code");
  const opened = [];
  for (const one of said.answers) {
    opened.push(await unseal(mine.identity, Uint8Array.from(atob(one), (letter) => letter.charCodeAt(0))));
  }
  const texts = opened.filter((text) => text);
  list.replaceChildren(...texts.map((text, at) => answer(text, at + 1)));
  document.getElementById("none").hidden = texts.length > 0;
  document.getElementById("answers").hidden = false;
  ask.hidden = true;
  ask.reset();
}

ask.addEventListener("submit", async (event) => {
  event.preventDefault();
  hush();
  const code = typed(ask.elements.code.value);
  if (!code) return fail("no_code", "code");
  try {
    await read(code);
  } catch {
    fail("offline", "code");
  }
});

if (again) {
  const sending = new Sending(again);
  let sealed = null;
  again.noValidate = true;
  again.addEventListener("submit", async (event) => {
    if (!mine) return; // a page that the server made for a code: it seals
    event.preventDefault();
    hush();
    const text = clean(again.elements.text.value);
    if (!text.trim()) return fail("empty", "text");
    if (text.length > 20000) return fail("too_long", "text");
    busy(again, true);
    const reason = await sending.post(async (desk) => {
      if (sealed?.text !== text || sealed.desk !== desk) {
        sealed = { text, desk, parts: { tip: mine.tip, again: "1", letter: await seal(desk, new TextEncoder().encode(text)) } };
      }
      return sealed.parts;
    }).catch(() => "unsealed");
    busy(again, false);
    if (reason) return fail(reason);
    again.reset();
    sealed = null;
    document.getElementById("sent").hidden = false;
  });
}
