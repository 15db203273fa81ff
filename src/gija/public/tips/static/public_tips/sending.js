// Sends what was sealed here: solves the puzzle while the person writes, follows a new ticket or key, says what went wrong.
import { solve } from "./work.js";

const said = document.getElementById("said");
const wrong = document.getElementById("wrong");

export function fail(reason, field = "send") {
  const line = said.querySelector(`[data-reason="${reason}"]`) ?? said.querySelector('[data-reason="offline"]');
  const link = document.getElementById("wrong-said");
  link.replaceChildren(...line.cloneNode(true).childNodes);
  link.href = `#${field}`;
  wrong.hidden = false;
  wrong.focus();
}

export function hush() {
  wrong.hidden = true;
}

export class Sending {
  constructor(form) {
    this.form = form;
    this.ticket = form.elements.ticket.value;
    this.bits = Number(form.dataset.bits);
    this.desk = form.dataset.desk;
    // Begun at the first letter typed: who only looks at the page spends no battery.
    form.addEventListener("input", () => this.begin(), { once: true });
  }

  begin() {
    this.work ??= solve(this.ticket, this.bits);
    return this.work;
  }

  renew({ ticket, bits, to }) {
    [this.ticket, this.bits, this.desk] = [ticket, bits, to || this.desk];
    this.form.elements.ticket.value = ticket;
    this.work = undefined;
  }

  // `made(desk)`: name -> value of what is sent, sealed to that key. Gives "" or the reason why it was not taken.
  async post(made) {
    for (let tries = 0; ; tries += 1) {
      const body = new FormData();
      body.set("ticket", this.ticket);
      body.set("work", await this.begin());
      body.set("to", this.desk);
      for (const [name, value] of Object.entries(await made(this.desk))) {
        body.set(name, value instanceof Uint8Array ? new Blob([value]) : value);
      }
      body.set("end", "1");
      const answer = await fetched(this.form.dataset.sealed, body);
      if (!answer) return "offline";
      if (answer.ticket) this.renew(answer);
      if (answer.sent) return "";
      // A ticket that got too old, or a key that changed meanwhile, is no affair of the person who writes.
      if (!["stale", "rotated"].includes(answer.error) || tries) return answer.error ?? "offline";
    }
  }
}

export async function fetched(address, body) {
  try {
    const answer = await fetch(address, {
      method: "POST", body, credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store",
    });
    return await answer.json();
  } catch {
    return null;
  }
}

// A button that is pressed once; what is being done is said where screen readers hear it.
export function busy(form, on) {
  const working = form.querySelector("#working");
  form.querySelector("#send").disabled = on;
  working.textContent = on ? working.dataset.text : "";
}
