/** Colours of the 256-colour table, and how to keep them readable on a dark and on a light ground. Pure. */

/** @typedef {[number, number, number]} Rgb */

const DARK_GROUND = [0x17, 0x14, 0x1a];
const LIGHT_GROUND = [0xf6, 0xf1, 0xe6];
const BASE = [
  [0, 0, 0], [170, 40, 40], [60, 140, 60], [170, 120, 40], [70, 90, 180], [150, 70, 150], [50, 140, 150], [200, 195, 185],
  [110, 105, 115], [225, 95, 90], [130, 190, 110], [225, 190, 100], [125, 150, 230], [210, 130, 205], [110, 200, 205],
  [245, 240, 230],
];
const STEPS = [0, 95, 135, 175, 215, 255];

/**
 * Return the colour with this number of the 256-colour table.
 * @param {number} number 0 to 255
 * @returns {Rgb}
 */
export function tableColour(number) {
  if (number < 16) return BASE[number];
  if (number >= 232) return Array(3).fill(8 + 10 * (number - 232));
  const cube = number - 16;
  return [STEPS[Math.floor(cube / 36)], STEPS[Math.floor(cube / 6) % 6], STEPS[cube % 6]];
}

/**
 * Return the contrast of two colours as WCAG defines it, from 1 to 21.
 * @param {Rgb} one
 * @param {Rgb} other
 * @returns {number}
 */
export function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/**
 * Return the colour moved towards white or black until it can be read on our ground.
 * @param {Rgb} colour
 * @param {"dark" | "light"} scheme
 * @returns {Rgb}
 */
export function readable(colour, scheme) {
  const ground = scheme === "dark" ? DARK_GROUND : LIGHT_GROUND;
  const goal = scheme === "dark" ? 255 : 0;
  let mixed = colour;
  for (let share = 0.1; contrast(mixed, ground) < 4.6 && share <= 1; share += 0.1) {
    mixed = colour.map((part) => Math.round(part + (goal - part) * share));
  }
  return mixed;
}

/**
 * Return black or white, whichever is read better on a ground.
 * @param {Rgb} ground
 * @returns {Rgb}
 */
export function inkOn(ground) {
  return luminance(ground) > 0.18 ? [0, 0, 0] : [255, 255, 255];
}

/**
 * Return the colour as CSS.
 * @param {Rgb} colour
 * @returns {string}
 */
export function css(colour) {
  return `rgb(${colour.join(" ")})`;
}

function luminance(colour) {
  const [r, g, b] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
