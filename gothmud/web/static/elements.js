/** Two small helpers for building parts of the page. Text goes in as text only. */

/**
 * Return the element with this id. Throws if the page has none.
 * @param {string} id
 * @returns {any}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/**
 * Make an element.
 * @param {string} tag
 * @param {string} className
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function make(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/**
 * Make a button.
 * @param {string} className
 * @param {string} label
 * @param {() => void} press
 * @param {string} [spoken] what a screen reader says instead of the label
 * @returns {HTMLButtonElement}
 */
export function button(className, label, press, spoken) {
  const made = /** @type {HTMLButtonElement} */ (make("button", className, label));
  made.type = "button";
  if (spoken) made.setAttribute("aria-label", spoken);
  made.addEventListener("click", press);
  return made;
}
