// What `letters.py`, `receipts.py` and `written.py` make on the server, made here: the same forms, so that the police open both alike.
import { bech32, Decrypter, Encrypter, hkdf, identityToRecipient, sha256 } from "../vendor/age.min.js";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const STEP = 8192;
const encoder = new TextEncoder();

export function newCode() {
  const letters = [...crypto.getRandomValues(new Uint8Array(24))].map((byte) => ALPHABET[byte & 31]).join("");
  return letters.match(/.{4}/g).join("-");
}

// A code as a person typed it; empty if it cannot be one.
export function typed(text) {
  const said = text.toUpperCase().replace(/[IL]/g, "1").replace(/O/g, "0").replace(/[-\s]/g, "");
  return said.length === 24 && [...said].every((letter) => ALPHABET.includes(letter)) ? said : "";
}

function derived(code, purpose, length) {
  return hkdf(sha256, encoder.encode(code), undefined, encoder.encode(`gija tip receipt 1 ${purpose}`), length);
}

// What a code leads to: the number of the tip, the key that answers are sealed to, its private half.
export async function receipt(code) {
  const said = typed(code);
  const number = derived(said, "number", 16);
  number[6] = (number[6] & 0x0f) | 0x40;
  number[8] = (number[8] & 0x3f) | 0x80;
  const hex = [...number].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const tip = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  const identity = bech32.encodeFromBytes("age-secret-key-", derived(said, "key", 32)).toUpperCase();
  return { tip, identity, recipient: await identityToRecipient(identity) };
}

// Control characters are no text: cleaned as on the server.
export function clean(text) {
  return text.replace(/\r\n?/g, "\n").replace(/[\p{Cc}\p{Cs}]/gu, (c) => (c === "\n" || c === "\t" ? c : ""));
}

// Cut between letters, never inside one of two halves.
function named(file) {
  return [...clean(file.name)].slice(0, 120).join("");
}

export function letter(said, facts, files, answerTo) {
  const content = {
    ...said, facts, answer_to: answerTo,
    attachments: files.map((one) => ({ name: named(one), declared: one.type, size: one.size })),
  };
  for (const [name, value] of Object.entries(content)) if (!value.length) delete content[name];
  const data = encoder.encode(JSON.stringify(content));
  const filled = new Uint8Array(Math.ceil(data.length / STEP) * STEP).fill(32);
  filled.set(data);
  return filled;
}

// The files as a MIME message; null where there are none.
export async function raw(files) {
  if (!files.length) return null;
  const edge = `gija-${newCode()}`;
  const parts = [`MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="${edge}"\r\n\r\n`];
  for (const one of files) {
    const name = encodeURIComponent(named(one)).replace(/['()*!]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
    parts.push(
      `--${edge}\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n` +
        `Content-Disposition: attachment; filename*=utf-8''${name}\r\n\r\n`,
      base64(new Uint8Array(await one.arrayBuffer())),
    );
  }
  parts.push(`--${edge}--\r\n`);
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

// In lines of 76 letters; 57 bytes make one.
function base64(bytes) {
  const lines = [];
  for (let at = 0; at < bytes.length; at += 57) {
    lines.push(btoa(String.fromCharCode(...bytes.subarray(at, at + 57))), "\r\n");
  }
  return lines.join("");
}

export async function seal(recipient, data) {
  const to = new Encrypter();
  to.addRecipient(recipient);
  return to.encrypt(data);
}

// The text; null for what was not sealed to this key.
export async function unseal(identity, sealed) {
  const by = new Decrypter();
  by.addIdentity(identity);
  try {
    return new TextDecoder().decode(await by.decrypt(sealed));
  } catch {
    return null;
  }
}
