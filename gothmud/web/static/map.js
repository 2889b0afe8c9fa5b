/** The map as it is known so far: rooms that were seen, rooms one could go to, ways between them. No drawing here. */

/**
 * @typedef {{num: number, name: string, area: string, x: number, y: number, z: number, seen: boolean}} Spot
 * @typedef {{from: number, to: number, name: string}} Way
 * @typedef {Spot & {column: number, row: number, current: boolean, way: string | null}} Placed
 */

const STEPS = {
  north: [0, 1], south: [0, -1], east: [1, 0], west: [-1, 0], northeast: [1, 1], northwest: [-1, 1],
  southeast: [1, -1], southwest: [-1, -1], n: [0, 1], s: [0, -1], e: [1, 0], w: [-1, 0], ne: [1, 1], nw: [-1, 1],
  se: [1, -1], sw: [-1, -1],
};
const AROUND = [[1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [-1, -1], [1, 1], [-1, 1], [2, 0], [-2, 0], [0, 2], [0, -2]];

/** What is known of the city. */
export class CityMap {
  constructor() {
    /** @type {Map<number, Spot>} */
    this.spots = new Map();
    /** @type {Map<string, Way>} keyed `from>to` */
    this.ways = new Map();
    this.current = 0;
  }

  /**
   * Take in a `Room.Info`. Fields of the wrong kind are left out.
   * @param {{num: number, name: string, area?: string, x?: number, y?: number, z?: number,
   *   exits?: Record<string, number>, ways?: {name: string, to: number, to_name: string}[]}} info
   * @returns {boolean} false where it is no room
   */
  visit(info) {
    if (!Number.isInteger(info.num)) return false;
    const [x, y, z] = [info.x, info.y, info.z].map((part) => (Number.isFinite(part) ? part : 0));
    this.spots.set(info.num, { num: info.num, name: String(info.name), area: String(info.area ?? ""), x, y, z, seen: true });
    this.current = info.num;
    for (const [key, way] of this.ways) if (way.from === info.num) this.ways.delete(key);
    for (const way of waysOf(info)) {
      const key = `${info.num}>${way.to}`;
      if (!this.ways.has(key)) this.ways.set(key, { from: info.num, to: way.to, name: way.name });
      if (!this.spots.has(way.to)) this.#guess(info.num, way);
    }
    return true;
  }

  /**
   * Return what lies around the current room, on a grid that has it at column 0, row 0 (rows grow downwards).
   * @param {number} columns how many to each side
   * @param {number} rows how many up and down
   * @returns {{spots: Placed[], ways: Way[]}} ways: those with both ends in `spots`, one for both directions
   */
  around(columns, rows) {
    const here = this.spots.get(this.current);
    if (!here) return { spots: [], ways: [] };
    const unit = this.#unit();
    const spots = [];
    const taken = new Set();
    const ordered = [here, ...[...this.spots.values()].filter((each) => each !== here).sort((a, b) => b.seen - a.seen)];
    for (const spot of ordered) {
      let [column, row] = [(spot.x - here.x) / unit, (here.y - spot.y) / unit];
      while (taken.has(`${column},${row}`)) [column, row] = [column + 0.4, row + 0.4]; // two rooms on one spot
      if (spot.z !== here.z || Math.abs(column) > columns || Math.abs(row) > rows) continue;
      taken.add(`${column},${row}`);
      const way = this.ways.get(`${here.num}>${spot.num}`)?.name ?? null;
      spots.push({ ...spot, column, row, current: spot === here, way });
    }
    return { spots, ways: this.#between(new Set(spots.map((each) => each.num))) };
  }

  /** @returns {number} how many rooms were seen */
  get seen() {
    return [...this.spots.values()].filter((each) => each.seen).length;
  }

  /** A room that was not seen yet stands where its way's name says, else on the nearest free spot. */
  #guess(from, way) {
    const here = this.spots.get(from);
    const unit = this.#unit();
    const taken = new Set([...this.spots.values()].filter((each) => each.z === here.z).map((each) => `${each.x},${each.y}`));
    const named = STEPS[way.name.toLowerCase()];
    const places = (named ? [named, ...AROUND] : AROUND).map(([dx, dy]) => [here.x + dx * unit, here.y + dy * unit]);
    const [x, y] = places.find(([px, py]) => !taken.has(`${px},${py}`)) ?? places[0];
    this.spots.set(way.to, { num: way.to, name: way.to_name, area: "", x, y, z: here.z, seen: false });
  }

  /** How far apart neighbours stand: the middle of the lengths of known ways, so that any scale of a city will do. */
  #unit() {
    const lengths = [];
    for (const { from, to } of this.ways.values()) {
      const [a, b] = [this.spots.get(from), this.spots.get(to)];
      if (a?.seen && b?.seen) lengths.push(Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y)));
    }
    const sorted = lengths.filter(Boolean).sort((a, b) => a - b);
    return sorted.length ? sorted[Math.floor((sorted.length - 1) / 2)] : 1;
  }

  #between(nums) {
    const drawn = new Set();
    return [...this.ways.values()].filter(({ from, to }) => {
      const key = from < to ? `${from}-${to}` : `${to}-${from}`;
      if (!nums.has(from) || !nums.has(to) || drawn.has(key)) return false;
      return drawn.add(key);
    });
  }
}

/**
 * Return the ways out of a `Room.Info`, from `ways` or else from `exits`; broken ones are left out.
 * @param {{ways?: any, exits?: any}} info
 * @returns {{name: string, to: number, to_name: string}[]}
 */
export function waysOf(info) {
  const listed = Array.isArray(info.ways) && info.ways.length
    ? info.ways.map((way) => ({ name: way?.name, to: way?.to, to_name: String(way?.to_name ?? "") }))
    : Object.entries(info.exits ?? {}).map(([name, to]) => ({ name, to, to_name: "" }));
  return listed.filter((way) => typeof way.name === "string" && way.name && Number.isInteger(way.to));
}
