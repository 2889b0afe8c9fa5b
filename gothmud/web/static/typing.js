/** Tells the room that somebody types, so that the others hold their tongue: at most every few seconds, off when sent. */

const AGAIN = 3_000; // the room forgets it after six

/** Watches the command line. */
export class Typing {
  /**
   * @param {HTMLInputElement} input
   * @param {(on: boolean) => void} tell
   */
  constructor(input, tell) {
    this.tell = tell;
    this.told = 0;
    input.addEventListener("input", () => this.#changed(input.value));
    input.form?.addEventListener("submit", () => (this.told = 0)); // what is said ends it by itself
  }

  #changed(line) {
    const now = Date.now();
    if (!line.trim()) {
      if (this.told) this.tell(false);
      this.told = 0;
    } else if (now - this.told >= AGAIN) {
      this.told = now;
      this.tell(true);
    }
  }
}
