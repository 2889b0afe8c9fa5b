/** The command line: history, a draft that is not lost, Escape to clear. */

const MOST = 200;

/** The lines that were typed, and where one stands in them. Pure. */
export class History {
  constructor() {
    this.lines = [];
    this.at = 0; // index in lines; lines.length is the draft
    this.draft = "";
  }

  /** @param {string} line a line that was sent; kept unless it repeats the last one */
  add(line) {
    if (line && this.lines.at(-1) !== line) this.lines.push(line);
    this.lines = this.lines.slice(-MOST);
    this.at = this.lines.length;
    this.draft = "";
  }

  /**
   * Step back (-1) or forth (1).
   * @param {number} step
   * @param {string} current what stands in the line now; kept as the draft when one leaves it
   * @returns {string | null} the line to show, or null where there is no further one
   */
  move(step, current) {
    const next = this.at + step;
    if (next < 0 || next > this.lines.length) return null;
    if (this.at === this.lines.length) this.draft = current;
    this.at = next;
    return next === this.lines.length ? this.draft : this.lines[next];
  }
}

/**
 * Whether a line holds a password: such a line is neither shown nor kept.
 * @param {string} line
 * @returns {boolean}
 */
export function isSecret(line) {
  return /^\s*[@+]?(password|userpassword|connect|create)\b/i.test(line);
}

/** The command line on the page. */
export class Prompt {
  /**
   * @param {HTMLFormElement} form
   * @param {HTMLInputElement} input
   * @param {(line: string) => boolean} send returns whether the line went out; if not, it stays where it is
   */
  constructor(form, input, send) {
    this.input = input;
    this.send = send;
    this.history = new History();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    input.addEventListener("keydown", (event) => this.#key(event));
    document.addEventListener("keydown", (event) => this.#elsewhere(event));
  }

  /**
   * Put the beginning of a line there, to be gone on with.
   * @param {string} start
   */
  begin(start) {
    this.#show(start);
    this.focus();
  }

  /** Go to the line. */
  focus() {
    this.input.focus({ preventScroll: true });
  }

  #submit() {
    const line = this.input.value.trim();
    if (!line || !this.send(line)) return;
    if (!isSecret(line)) this.history.add(line);
    this.input.value = "";
  }

  #key(event) {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step) {
      event.preventDefault();
      const line = this.history.move(step, this.input.value);
      if (line !== null) this.#show(line);
    } else if (event.key === "Escape") {
      this.input.value = "";
    }
  }

  #show(line) {
    this.input.value = line;
    this.input.setSelectionRange(line.length, line.length);
  }

  /** Typing anywhere on the page goes to the line. */
  #elsewhere(event) {
    const idle = document.activeElement === document.body || document.activeElement?.id === "log";
    const types = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (idle && types && this.input.offsetParent) this.focus();
  }
}
