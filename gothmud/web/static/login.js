/** Getting in: what is sent, what the answers mean, and when to try again by itself. Knows no page elements. */

import { plainText } from "./ansi.js";

const PATIENCE = 10_000; // a login by itself that nothing answers gives way to the form

/**
 * Return the line that makes an account.
 * @param {string} name
 * @param {string} password
 * @returns {{line: string} | {trouble: string}} `trouble`: why the pair cannot be typed as a line, in words
 */
export function creationLine(name, password) {
  if (name.includes('"')) return { trouble: "A name can have no quotation marks." };
  if (/["\r\n]|^\s|\s$/.test(password)) {
    return { trouble: "A password can have no quotation marks, nor spaces at its ends." };
  }
  return { line: `create "${name}" ${/\s/.test(password) ? `"${password}"` : password}` };
}

/** The way in. The pair lives in this object only, for a link that drops; it is forgotten when the world says no. */
export class Login {
  /**
   * @param {{send: (name: string, value: object) => boolean, sendLine: (line: string) => boolean}} link
   * @param {{ask: (message: string) => void, enter: (texts: string[], again: boolean) => void}} page `ask` shows the
   *   form with a message, `enter` hides it; `texts` is what the world said while the door opened
   */
  constructor(link, page) {
    this.link = link;
    this.page = page;
    this.pair = null;
    this.inside = false;
    this.wasInside = false;
    this.greeted = false; // the world says something first; what is sent before that is lost
    this.attempt = null; // {kind: "enter" | "create" | "again", texts: string[], line: string}
    this.timer = 0;
  }

  /** The link is open. */
  opened() {
    this.greeted = false;
    if (this.pair) this.#try("again");
    else this.page.ask("");
  }

  /** The link is gone. @param {boolean} onPurpose the world closed the door, so it is not knocked at unasked */
  closed(onPurpose) {
    clearTimeout(this.timer);
    const waited = this.attempt !== null && this.attempt.kind !== "again";
    const gone = onPurpose && (this.inside || this.attempt !== null);
    const word = this.inside ? "You are out of the city." : "The world closed the door.";
    this.inside = false;
    this.attempt = null;
    if (gone || waited) this.pair = null;
    if (gone) this.page.ask(word);
    else if (waited) this.page.ask("The link broke before there was an answer. Please try again.");
  }

  /** Somebody pressed a button. @param {"enter" | "create"} kind @param {string} name @param {string} password */
  submit(kind, name, password) {
    this.pair = { account: name, password };
    this.#try(kind);
  }

  /** The world answered a login. @param {{success?: boolean, message?: string}} result */
  result(result) {
    if (result.success !== true && !this.inside) this.#refused(String(result.message || "That was not right."));
  }

  /** Text came. @param {string} text @returns {boolean} whether it belongs to the way in and not into the story */
  text(text) {
    if (this.inside) return false;
    if (!this.greeted) {
      this.greeted = true; // the screen for telnet clients: the form says the same
      if (this.attempt) this.#send();
      return true;
    }
    if (!this.attempt) return true;
    const said = plainText(text).trim();
    if (said) {
      this.attempt.texts.push(text);
      if (this.attempt.kind !== "again") this.page.ask(said);
    }
    return true;
  }

  /** One is in a body. */
  welcomed() {
    clearTimeout(this.timer);
    const texts = this.attempt && this.attempt.kind !== "again" ? this.attempt.texts : [];
    const again = this.inside || this.wasInside;
    this.attempt = null;
    this.inside = this.wasInside = true;
    this.page.enter(texts, again);
  }

  #try(kind) {
    clearTimeout(this.timer);
    const { account, password } = this.pair;
    this.attempt = { kind, texts: [], line: "" };
    const made = kind === "create" ? creationLine(account, password) : null;
    if (made && "trouble" in made) return this.#refused(made.trouble);
    if (made) this.attempt.line = made.line;
    if (this.greeted && !this.#send()) return;
    if (kind === "again") this.timer = setTimeout(() => this.#refused("The city did not answer."), PATIENCE);
  }

  /** Send what the attempt is; @returns {boolean} whether there was a link to send it by */
  #send() {
    const { line } = this.attempt;
    const out = line ? this.link.sendLine(line) : this.link.send("Char.Login.Credentials", this.pair);
    if (!out) this.#refused("There is no link to the city at the moment.");
    return out;
  }

  #refused(message) {
    clearTimeout(this.timer);
    this.attempt = null;
    this.pair = null;
    this.page.ask(message);
  }
}
