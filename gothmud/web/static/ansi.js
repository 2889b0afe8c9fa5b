/** ANSI text into runs of one look each. Pure: no document, no colours, only what the codes say. */

/**
 * @typedef {number | [number, number, number] | null} Colour number of the 256-colour table, an RGB triple, or the default
 * @typedef {{fg: Colour, bg: Colour, bold: boolean, italic: boolean, underline: boolean, strike: boolean,
 *   inverse: boolean}} Look
 * @typedef {{text: string, look: Look}} Run
 */

/** @type {Look} */
const PLAIN = Object.freeze({
  fg: null, bg: null, bold: false, italic: false, underline: false, strike: false, inverse: false,
});
// CSI sequences, OSC sequences, other two-byte escapes, and control characters other than tab and line feed
const CODES = /\x1b\[([0-9;:?]*)[ -/]*([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b.?|[\x00-\x08\x0b-\x1f\x7f]/g;
const SWITCHES = {
  1: ["bold", true], 3: ["italic", true], 4: ["underline", true], 7: ["inverse", true], 9: ["strike", true],
  22: ["bold", false], 23: ["italic", false], 24: ["underline", false], 27: ["inverse", false], 29: ["strike", false],
};

/**
 * Split text with ANSI codes into lines of runs. Codes other than colours and looks are dropped.
 * @param {string} text
 * @returns {Run[][]} one array of runs a line
 */
export function parseAnsi(text) {
  /** @type {Run[][]} */
  const lines = [[]];
  let look = PLAIN;
  let from = 0;
  const add = (part) => {
    part.split("\n").forEach((piece, index) => {
      if (index) lines.push([]);
      if (piece) lines.at(-1).push({ text: piece, look });
    });
  };
  for (const code of text.matchAll(CODES)) {
    add(text.slice(from, code.index));
    from = code.index + code[0].length;
    if (code[2] === "m") look = changed(look, code[1]);
  }
  add(text.slice(from));
  return lines;
}

/**
 * Return text without its ANSI codes.
 * @param {string} text
 * @returns {string}
 */
export function plainText(text) {
  return text.replace(CODES, "");
}

function changed(look, parameters) {
  const codes = parameters.split(/[;:]/).map(Number);
  let next = { ...look };
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at];
    if (code === 0) next = { ...PLAIN };
    else if (code in SWITCHES) next[SWITCHES[code][0]] = SWITCHES[code][1];
    else if (code === 38 || code === 48) {
      const [colour, used] = extended(codes.slice(at + 1));
      next[code === 38 ? "fg" : "bg"] = colour;
      at += used;
    } else simple(next, code);
  }
  return next;
}

function simple(look, code) {
  if (code >= 30 && code <= 37) look.fg = code - 30;
  else if (code >= 90 && code <= 97) look.fg = code - 82;
  else if (code === 39) look.fg = null;
  else if (code >= 40 && code <= 47) look.bg = code - 40;
  else if (code >= 100 && code <= 107) look.bg = code - 92;
  else if (code === 49) look.bg = null;
}

function extended(rest) {
  const isByte = (value) => Number.isInteger(value) && value >= 0 && value <= 255;
  if (rest[0] === 5) return [isByte(rest[1]) ? rest[1] : null, 2];
  if (rest[0] === 2) {
    const rgb = rest.slice(1, 4);
    return [rgb.length === 3 && rgb.every(isByte) ? rgb : null, 4];
  }
  return [null, 0];
}
