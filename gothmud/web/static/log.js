/** The story: blocks of text, kept to the last 2000, scrolling along only for somebody who reads at the end. */

import { parseAnsi } from "./ansi.js";
import { paint } from "./paint.js";

export const MOST_BLOCKS = 2000;
const NEAR_END = 40; // pixels from the end that still count as the end
// text laid out in columns (lists, help, tables) is not prose: it gets a font of equal widths
const COLUMNS = /\S {3,}\S|^\s*[+|].*[+|]\s*$|[-=_]{8,}/m;

/** The log on the page. */
export class Log {
  /**
   * @param {HTMLElement} box the scrolling element with role="log"
   * @param {HTMLButtonElement} more the button that says there are new lines below
   */
  constructor(box, more) {
    this.box = box;
    this.more = more;
    this.unread = 0;
    this.atEnd = true;
    this.frame = 0;
    this.lastTop = 0;
    box.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    more.addEventListener("click", () => this.toEnd());
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(box);
  }

  /**
   * Add a block of game text with ANSI codes. Empty text adds nothing.
   * @param {string} text
   */
  text(text) {
    const clean = text.replace(/\r/g, "");
    const body = clean.replace(/^\n+|\s+$/g, "");
    if (!body) return;
    const block = document.createElement("div");
    block.className = "block";
    block.classList.toggle("apart", clean.startsWith("\n"));
    const lines = parseAnsi(body);
    const plain = lines.map((line) => line.map((run) => run.text).join(""));
    block.classList.toggle("columns", COLUMNS.test(plain.join("\n")));
    for (const line of lines) {
      const row = document.createElement("p");
      row.append(...line.map(paint));
      block.append(row);
    }
    if (block.textContent.trim()) this.#add(block);
  }

  /**
   * Add a line of the page's own: what was typed ("echo") or a word about the link ("note").
   * @param {string} line
   * @param {"echo" | "note"} kind
   */
  own(line, kind) {
    const block = document.createElement("div");
    block.className = `block ${kind}`;
    const row = document.createElement("p");
    row.textContent = line;
    block.append(row);
    if (kind === "echo") this.atEnd = true; // whoever acts wants to see what comes of it
    this.#add(block);
  }

  /**
   * Add a link to a photo that was taken here.
   * @param {string} event the event of its taking, which names the picture
   * @param {string} text what was seen of it
   */
  photo(event, text) {
    if (!/^world-\d+$/.test(event)) return;
    const link = document.createElement("a");
    link.href = `/photos/${event}.png`;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = "Look at the photo";
    link.title = text;
    const block = document.createElement("div");
    block.className = "block note";
    const row = document.createElement("p");
    row.append(link);
    block.append(row);
    this.#add(block);
  }

  /** Forget everything. */
  clear() {
    this.box.replaceChildren();
    this.toEnd();
  }

  /** Go to the newest line. */
  toEnd() {
    this.atEnd = true;
    this.unread = 0;
    this.more.hidden = true;
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0; // one layout a frame, however many lines came
      this.box.scrollTop = this.box.scrollHeight;
      this.lastTop = this.box.scrollTop;
    });
  }

  #add(block) {
    this.box.append(block);
    while (this.box.childElementCount > MOST_BLOCKS) this.#dropFirst();
    if (this.atEnd) {
      this.toEnd();
      return;
    }
    this.unread += 1;
    this.more.textContent = this.unread === 1 ? "1 new line ↓" : `${this.unread} new lines ↓`;
    this.more.hidden = false;
  }

  /** Forget the oldest block; what somebody is reading further down stays where it is. */
  #dropFirst() {
    const { box } = this;
    const [height, top] = this.atEnd ? [0, 0] : [box.scrollHeight, box.scrollTop];
    box.firstElementChild.remove();
    if (!this.atEnd) box.scrollTop = top - (height - box.scrollHeight);
  }

  #scrolled() {
    const { box } = this;
    const up = box.scrollTop < this.lastTop;
    this.lastTop = box.scrollTop;
    if (this.frame && !up) return; // on the way to the end
    this.atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END;
    if (this.atEnd) {
      this.unread = 0;
      this.more.hidden = true;
    } else {
      cancelAnimationFrame(this.frame);
      this.frame = 0;
    }
  }
}
