/** Who is looking for words: the quiet line below the story. */

const LONGEST = 180_000; // a mind that was lost while it thought must not think for ever

/**
 * Return the line for these names.
 * @param {string[]} names
 * @returns {string} empty for nobody
 */
export function thinkingLine(names) {
  if (!names.length) return "";
  if (names.length > 3) return `${names.length} people are looking for words…`;
  const last = names.at(-1);
  const all = names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${last}` : last;
  return `${all.charAt(0).toUpperCase()}${all.slice(1)} ${names.length > 1 ? "are" : "is"} looking for words…`;
}

/** The line on the page. */
export class Thinks {
  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
    /** @type {Map<number, {called: string, timer: number}>} */
    this.thinking = new Map();
  }

  /** Take in a `Gothmud.Thinks`. @param {{who: number, called: string, on: boolean}} message */
  set(message) {
    this.#forget(message.who);
    if (message.on === true && typeof message.called === "string") {
      const timer = setTimeout(() => this.stop(message.who), LONGEST);
      this.thinking.set(message.who, { called: message.called, timer });
    }
    this.#draw();
  }

  /** Somebody spoke or left: no longer looking. @param {number} who */
  stop(who) {
    if (this.#forget(who)) this.#draw();
  }

  /** Another room, or no link: nobody is known to be looking. */
  clear() {
    for (const who of [...this.thinking.keys()]) this.#forget(who);
    this.#draw();
  }

  #forget(who) {
    clearTimeout(this.thinking.get(who)?.timer);
    return this.thinking.delete(who);
  }

  #draw() {
    this.place.textContent = thinkingLine([...this.thinking.values()].map((each) => each.called));
  }
}
