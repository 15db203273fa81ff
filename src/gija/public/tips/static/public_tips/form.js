// Seals the form in the browser and draws the receipt code here: the server sees the tip's number and sealed bytes.
import { clean, letter, newCode, raw, receipt, seal } from "./letter.js";
import { busy, fail, hush, Sending } from "./sending.js";

const FACTS = ["wish", "danger", "where", "when", "who", "may_call", "may_write", "safe_contact", "language"];
const SAID = ["text", "sender", "sender_name"];
const form = document.getElementById("form");
let plain = false; // after a fault of this script the form goes to the server as it is, which seals it

function value(name) {
  const field = form.elements[name];
  const told = field.options?.[field.selectedIndex]?.dataset.told ?? form.querySelector(`input[name="${name}"]:checked`)?.dataset.told;
  return told ?? clean(field.value ?? "");
}

function checked(said, facts, files) {
  if (!said.text.trim()) return ["empty", "text"];
  if (said.text.length > 20000) return ["too_long", "text"];
  const long = [...facts, ["sender", said.sender], ["sender_name", said.sender_name]].find(
    ([name, text]) => text.length > (name.startsWith("sender") ? 200 : 2000),
  );
  if (long) return ["too_long", long[0]];
  if (files.length > Number(form.dataset.files)) return ["too_many_files", "files"];
  if (files.reduce((sum, one) => sum + one.size, 0) > Number(form.dataset.bytes)) return ["too_large", "files"];
  return null;
}

let sealed = null; // kept, so that the same thing sent again after a broken line stays one tip

async function made(desk, said, facts, files) {
  const content = JSON.stringify([said, facts, files.map((one) => [one.name, one.size, one.lastModified])]);
  const same = desk + content;
  if (sealed?.same !== same) {
    // Another content under the number of one that may have arrived would not fit it, and be lost.
    const code = sealed?.content === content ? sealed.code : newCode();
    const mine = await receipt(code);
    const parts = { tip: mine.tip, letter: await seal(desk, letter(said, facts, files, mine.recipient)) };
    const bytes = await raw(files);
    if (bytes) parts.raw = await seal(desk, bytes);
    sealed = { same, content, code, parts };
  }
  return sealed.parts;
}

async function send(sending) {
  const said = Object.fromEntries(SAID.map((name) => [name, value(name)]));
  const facts = FACTS.map((name) => [name, value(name)]).filter(([, text]) => text);
  const files = [...form.elements.files.files];
  const wrong = checked(said, facts, files);
  if (wrong) return fail(...wrong);
  const reason = await sending.post((desk) => made(desk, said, facts, files));
  if (reason === "used") sealed = null;
  return reason ? fail(reason) : show(sealed.code);
}

function show(code) {
  document.getElementById("code").textContent = code;
  document.getElementById("written").remove(); // what was written leaves the page with the form
  const place = document.getElementById("receipt");
  place.hidden = false;
  place.querySelector("h1").focus();
  window.scrollTo(0, 0);
}

if (form) {
  const sending = new Sending(form);
  form.noValidate = true;
  form.addEventListener("submit", async (event) => {
    if (plain) return;
    event.preventDefault();
    hush();
    busy(form, true);
    try {
      await send(sending);
    } catch {
      plain = true;
      fail("unsealed");
    }
    busy(form, false);
  });
}
