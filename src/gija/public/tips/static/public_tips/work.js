// The puzzle that takes the place of a CAPTCHA: a number that, written after the ticket, gives a hash with so many zero bits.
import { sha256 } from "../vendor/age.min.js";

const SLICE = 25; // ms of work between two looks at what the person does

export async function solve(ticket, bits, limit = Infinity) {
  const encoder = new TextEncoder();
  for (let number = 0; number < limit; ) {
    const until = performance.now() + SLICE;
    for (; performance.now() < until; number += 1) {
      if (zeros(sha256(encoder.encode(`${ticket}:${number}`))) >= bits) return String(number);
    }
    await new Promise((go) => setTimeout(go));
  }
  return "";
}

function zeros(digest) {
  let found = 0;
  for (const byte of digest) {
    if (byte) return found + Math.clz32(byte) - 24;
    found += 8;
  }
  return found;
}
