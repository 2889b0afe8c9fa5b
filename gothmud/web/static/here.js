/** Who and what is here, and the ways out: lists on the page. */

import { button, make } from "./elements.js";

/** The people of the room. */
export class People {
  /**
   * @param {HTMLUListElement} list
   * @param {(start: string) => void} begin puts the beginning of a line into the command line
   * @param {(count: number) => void} changed told how many there are
   */
  constructor(list, begin, changed) {
    this.list = list;
    this.begin = begin;
    this.changed = changed;
    /** @type {Map<number, {id: number, name: string, role: string, human: boolean, awake: boolean, asleep: boolean}>} */
    this.known = new Map();
    this.#draw();
  }

  /** Take in a whole `Room.Players`. @param {any[]} people */
  all(people) {
    this.known.clear();
    if (Array.isArray(people)) for (const each of people) this.#put(each);
    this.#draw();
  }

  /** Take in one `Room.AddPlayer`: new, or changed. @param {any} person */
  add(person) {
    this.#put(person);
    this.#draw();
  }

  /** Take in one `Room.RemovePlayer`. @param {number} id */
  remove(id) {
    this.known.delete(id);
    this.#draw();
  }

  #put(person) {
    if (!person || !Number.isInteger(person.id) || typeof person.name !== "string") return;
    const role = typeof person.role === "string" ? person.role : "";
    this.known.set(person.id, {
      id: person.id, name: person.name, role, human: person.human === true, awake: person.awake !== false,
      asleep: person.asleep === true,
    });
  }

  #draw() {
    const sorted = [...this.known.values()].sort((a, b) => b.awake - a.awake || a.name.localeCompare(b.name));
    const rows = sorted.map((each) => {
      const row = make("li", each.awake && !each.asleep ? "awake" : "asleep");
      row.append(button("link name", each.name, () => this.begin(`whisper ${each.name} `), `Whisper to ${each.name}`));
      if (each.human) row.append(make("span", "badge", "human"));
      const state = each.asleep ? "asleep" : each.awake ? "awake" : "lost in thought";
      row.append(make("span", "quiet role", each.role ? `${each.role}, ${state}` : state));
      row.append(
        button("act", "say to", () => this.begin(`say to ${each.name} `), `Say something to ${each.name}`),
      );
      return row;
    });
    this.list.replaceChildren(...(rows.length ? rows : [make("li", "quiet", "Nobody but you.")]));
    this.changed(rows.length);
  }
}

/** Verbs that take more than the thing: how their line begins, with the thing's name. */
const BEGINNINGS = {
  give: (name) => `give ${name} to `,
  show: (name) => `show ${name} to `,
  pin: () => "pin ",
  unpin: () => "unpin ",
  write: () => "write ",
};

/**
 * Show things with what can be done with them.
 * @param {HTMLUListElement} list
 * @param {any} items of a `Char.Items.List`; broken ones are left out
 * @param {(line: string) => void} send does a line at once
 * @param {(start: string) => void} begin puts the beginning of a line into the command line
 * @returns {number} how many there are
 */
export function showThings(list, items, send, begin) {
  const good = (Array.isArray(items) ? items : []).filter((each) => typeof each?.name === "string");
  const rows = good.map(({ name, verbs }) => {
    const row = make("li", "");
    row.append(button("link name", name, () => send(`look ${name}`), `Look at ${name}`));
    for (const verb of Array.isArray(verbs) ? verbs.filter((each) => /^[a-z]{1,12}$/.test(each)) : []) {
      const press = BEGINNINGS[verb] ? () => begin(BEGINNINGS[verb](name)) : () => send(`${verb} ${name}`);
      row.append(button("act", verb, press, `${verb} ${name}`));
    }
    return row;
  });
  list.replaceChildren(...rows);
  return rows.length;
}

/**
 * Show the ways out, as a list with where they lead and as a row of short buttons.
 * @param {HTMLUListElement} list
 * @param {HTMLUListElement} chips
 * @param {{name: string, to_name: string}[]} ways
 * @param {(way: string) => void} go
 */
export function showWays(list, chips, ways, go) {
  const rows = ways.map(({ name, to_name }) => {
    const row = button("way-button", "", () => go(name));
    row.append(make("span", "way-name", name), make("span", "quiet", to_name ? ` ${to_name}` : ""));
    return make("li", "", row);
  });
  list.replaceChildren(...(rows.length ? rows : [make("li", "quiet", "None.")]));
  chips.replaceChildren(
    ...ways.map(({ name, to_name }) => make("li", "", button("chip", name, () => go(name), `${name}, to ${to_name}`))),
  );
}
