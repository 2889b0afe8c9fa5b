/** The hour over the city: a clock that runs on by itself from the last `Gothmud.Time`. */

const SVG = "http://www.w3.org/2000/svg";
const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
  "December",
];

/**
 * Read a `Gothmud.Time`.
 * @param {any} message
 * @returns {{city: number, real: number, rate: number, paused: boolean, fast: boolean} | null} city and real in milliseconds; city
 *   time has no zone and is kept as if it were UTC. Null for anything that is no time.
 */
export function readTime(message) {
  const city = Date.parse(`${String(message.city).replace(/(Z|[+-]\d\d:?\d\d)$/, "")}Z`);
  const real = Date.parse(String(message.real));
  const rate = Number(message.rate);
  if (![city, real, rate].every(Number.isFinite)) return null;
  return { city, real, rate, paused: message.paused === true, fast: message.fast === true };
}

/**
 * Return the city time at a real moment; never before the announced one.
 * @param {{city: number, real: number, rate: number, paused: boolean}} reading
 * @param {number} now real milliseconds
 * @returns {Date} to be read by its UTC fields
 */
export function cityTime(reading, now) {
  return new Date(reading.paused ? reading.city : reading.city + Math.max(0, now - reading.real) * reading.rate);
}

/** The hour on the page. */
export class Hour {
  /**
   * @param {{dial: SVGSVGElement, clock: HTMLElement, part: HTMLElement, date: HTMLElement, humans: HTMLElement,
   *   short: HTMLElement}} parts
   */
  constructor(parts) {
    this.parts = parts;
    this.reading = null;
    this.shown = "";
    this.part = "";
    this.hands = [hand(9.5, "hour-hand"), hand(14.5, "minute-hand")];
    parts.dial.replaceChildren(face(), ...this.hands);
    setInterval(() => this.#tick(), 500);
  }

  /** Take in a `Gothmud.Time`. @param {any} message */
  set(message) {
    const reading = readTime(message);
    if (!reading) return;
    this.reading = reading;
    this.part = typeof message.part === "string" ? message.part : "";
    this.parts.part.textContent = this.part;
    document.documentElement.dataset.part = this.part;
    const humans = Number.isInteger(message.humans) ? message.humans : 0;
    this.parts.humans.textContent = humans < 2 ? "You are the only visitor." : `${humans} visitors are in the city.`;
    this.shown = "";
    this.#tick();
  }

  #tick() {
    if (!this.reading) return;
    const now = cityTime(this.reading, Date.now());
    const [hours, minutes] = [now.getUTCHours(), now.getUTCMinutes()];
    const text = `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
    if (text === this.shown) return;
    this.shown = text;
    this.parts.clock.textContent = text;
    this.parts.short.textContent = this.part ? `${text}, ${this.part}` : text;
    const still = this.reading.fast ? " (time jumps)" : this.reading.paused ? " (the clock stands still)" : "";
    const day = `${DAYS[now.getUTCDay()]}, ${now.getUTCDate()} ${MONTHS[now.getUTCMonth()]} ${now.getUTCFullYear()}`;
    this.parts.date.textContent = day + still;
    this.hands[0].setAttribute("transform", `rotate(${(hours % 12) * 30 + minutes / 2})`);
    this.hands[1].setAttribute("transform", `rotate(${minutes * 6})`);
  }
}

function hand(length, className) {
  const made = document.createElementNS(SVG, "line");
  made.setAttribute("y1", "3");
  made.setAttribute("y2", String(-length));
  made.setAttribute("class", className);
  return made;
}

function face() {
  const group = document.createElementNS(SVG, "g");
  const ring = document.createElementNS(SVG, "circle");
  ring.setAttribute("r", "21");
  ring.setAttribute("class", "ring");
  group.append(ring);
  for (let hour = 0; hour < 12; hour += 1) {
    const mark = document.createElementNS(SVG, "line");
    mark.setAttribute("y1", "-20");
    mark.setAttribute("y2", hour % 3 ? "-18" : "-16");
    mark.setAttribute("transform", `rotate(${hour * 30})`);
    mark.setAttribute("class", "mark");
    group.append(mark);
  }
  return group;
}
