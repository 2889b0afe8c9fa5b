/** The entry form on the page. */

/** The form with name and password. */
export class Entry {
  /**
   * @param {{section: HTMLElement, form: HTMLFormElement, name: HTMLInputElement, password: HTMLInputElement,
   *   message: HTMLElement}} parts
   * @param {(kind: "enter" | "create", name: string, password: string) => void} submit
   */
  constructor(parts, submit) {
    this.parts = parts;
    this.shown = true;
    parts.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const kind = event.submitter?.value === "create" ? "create" : "enter";
      const name = parts.name.value.trim();
      const password = parts.password.value;
      if (!name || !password) return;
      parts.message.textContent = "";
      submit(kind, name, password);
    });
  }

  /**
   * Show the form, with the name that was used last.
   * @param {string} message what went wrong; empty: nothing did
   */
  show(message) {
    const { section, name, password, message: place } = this.parts;
    if (message || !this.shown) place.textContent = message;
    const appears = section.hidden;
    section.hidden = false;
    this.shown = true;
    if (appears || document.activeElement === document.body) (name.value ? password : name).focus();
  }

  /** Hide the form and forget the password. */
  hide() {
    const { section, password, message } = this.parts;
    password.value = "";
    message.textContent = "";
    section.hidden = true;
    this.shown = false;
  }
}
