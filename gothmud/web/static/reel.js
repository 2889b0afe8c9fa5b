/** A recorded city, an hour at a time: how it stood at a moment, and what was to be seen from there on. No drawing here. */

/**
 * @typedef {{name: string, tier: string, room: number | null, asleep: boolean}} Somebody
 * @typedef {{at: string, id: string, room: number | null, text: string, people: Record<string, Somebody>,
 *   things: Record<string, {name: string, at: number | null}>, sky: string}} Beat
 */

export const HOUR = 3_600_000; // milliseconds
const KEPT = 4; // hours

/** @param {string} iso city time, without a zone @returns {number} milliseconds, as if it were UTC */
export const parse = (iso) => Date.parse(`${iso}Z`);

/** @param {number} at @returns {string} city time, to the minute */
export const minute = (at) => new Date(at).toISOString().slice(0, 16);

const hourOf = (at) => Math.floor(at / HOUR) * HOUR;

/** How the city stands, moved along beat by beat. */
export class Reel {
  /** @param {(query: string) => Promise<any>} read gets an hour of the record */
  constructor(read) {
    this.read = read;
    this.hours = new Map();
    this.at = 0;
    this.who = "";
    /** @type {Map<number, Somebody>} */
    this.people = new Map();
    this.things = new Map();
    this.sky = this.part = "";
    /** @type {Beat[]} */
    this.coming = [];
  }

  /**
   * Go to a moment.
   * @param {number} at @param {string} who a person's number, or "" for all of the city
   * @returns {Promise<Beat[]>} what was to be seen in this hour before it
   */
  async seek(at, who) {
    if (who !== this.who) this.hours.clear();
    this.who = who;
    this.#begin(await this.#hour(hourOf(at)));
    return this.#until(at);
  }

  /**
   * Let the city live on until a moment, over as many hours as that takes.
   * @param {number} at @returns {Promise<Beat[]>} what was to be seen meanwhile
   */
  async forward(at) {
    const seen = [];
    for (let ends = hourOf(this.at) + HOUR; at >= ends; ends += HOUR) {
      seen.push(...this.#until(ends));
      this.#begin(await this.#hour(ends));
    }
    seen.push(...this.#until(at));
    this.#hour(hourOf(at) + HOUR).catch(() => {}); // so that it is there when the hour strikes
    return seen;
  }

  /** @param {number} number a room or a person @returns {string[]} the things there */
  lying(number) {
    return [...this.things.values()].filter((each) => each.at === number).map((each) => each.name);
  }

  #hour(begins) {
    if (!this.hours.has(begins)) {
      const who = this.who === "" ? "" : `&who=${this.who}`;
      this.hours.set(begins, this.read(`at=${minute(begins)}${who}`));
      if (this.hours.size > KEPT) this.hours.delete(this.hours.keys().next().value);
    }
    return this.hours.get(begins);
  }

  #begin(hour) {
    this.people = new Map(Object.entries(hour.people).map(([number, each]) => [Number(number), each]));
    this.things = new Map(Object.entries(hour.things).map(([number, each]) => [Number(number), each]));
    [this.sky, this.part, this.at] = [hour.sky, hour.part, parse(hour.at)];
    this.coming = [...hour.beats];
  }

  #until(at) {
    const seen = [];
    while (this.coming.length && parse(this.coming[0].at) <= at) {
      const beat = /** @type {Beat} */ (this.coming.shift());
      for (const [number, each] of Object.entries(beat.people)) this.people.set(Number(number), each);
      for (const [number, each] of Object.entries(beat.things)) this.things.set(Number(number), each);
      this.sky = beat.sky;
      seen.push(beat);
    }
    this.at = at;
    return seen;
  }
}
