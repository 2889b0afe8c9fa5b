/** Runs of text onto the page: classes for the sixteen colours, CSSOM for all others, text by textContent only. */

import { contrast, css, inkOn, readable, tableColour } from "./palette.js";

/**
 * Return a run as a node.
 * @param {import("./ansi.js").Run} run
 * @returns {Node} a text node for a plain run, else a span
 */
export function paint({ text, look }) {
  const { fg, bg, bold, italic, underline, strike, inverse } = look;
  if (fg === null && bg === null && !(bold || italic || underline || strike || inverse)) {
    return document.createTextNode(text);
  }
  const span = document.createElement("span");
  span.textContent = text;
  for (const [name, on] of Object.entries({ italic, underline, strike })) span.classList.toggle(name, on);
  const bright = bold && typeof fg === "number" && fg < 8 ? fg + 8 : fg;
  span.classList.toggle("bold", bold && fg === null);
  if (inverse && bright === null && bg === null) span.classList.add("inverse");
  else if (inverse) colour(span, bg ?? 0, bright ?? 7);
  else colour(span, bright, bg);
  return span;
}

function colour(span, fg, bg) {
  if (bg !== null) {
    const ground = rgb(bg);
    const ink = fg === null ? inkOn(ground) : rgb(fg);
    span.style.backgroundColor = css(ground);
    span.style.color = css(contrast(ink, ground) < 3 ? inkOn(ground) : ink);
  } else if (typeof fg === "number" && fg < 16) {
    span.classList.add(`fg${fg}`);
  } else if (fg !== null) {
    span.classList.add("fg-any");
    span.style.setProperty("--on-dark", css(readable(rgb(fg), "dark")));
    span.style.setProperty("--on-light", css(readable(rgb(fg), "light")));
  }
}

function rgb(value) {
  return typeof value === "number" ? tableColour(value) : value;
}
