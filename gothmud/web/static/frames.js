/** Frames of the wire: `Package.Name json` in text frames, UTF-8 text in binary ones. No I/O. */

export const SUBPROTOCOL = "gmcp.mudstandards.org";

const NAME = /^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z][A-Za-z0-9]*)+$/;
const decoder = new TextDecoder("utf-8");
const encoder = new TextEncoder();

/**
 * Read one text frame.
 * @param {string} frame
 * @returns {{name: string, value: any} | null} null for anything that is no message; never throws.
 */
export function readMessage(frame) {
  const space = frame.search(/\s/);
  const name = space < 0 ? frame : frame.slice(0, space);
  const body = space < 0 ? "" : frame.slice(space).trim();
  if (!NAME.test(name)) return null;
  try {
    const value = body ? JSON.parse(body) : {};
    return value !== null && typeof value === "object" ? { name, value } : null;
  } catch {
    return null;
  }
}

/**
 * Write one text frame.
 * @param {string} name GMCP name such as `Core.Ping`
 * @param {object} value
 * @returns {string}
 */
export function writeMessage(name, value) {
  return `${name} ${JSON.stringify(value)}`;
}

/**
 * Read the text of a binary frame; broken bytes become U+FFFD.
 * @param {ArrayBuffer} bytes
 * @returns {string}
 */
export function readText(bytes) {
  return decoder.decode(bytes);
}

/**
 * Write a typed line as the bytes of a binary frame; line breaks become spaces.
 * @param {string} line
 * @returns {Uint8Array}
 */
export function writeLine(line) {
  return encoder.encode(line.replace(/[\r\n]+/g, " "));
}
