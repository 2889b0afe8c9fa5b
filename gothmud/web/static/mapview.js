/** The map on the page: an SVG drawn anew from the model at each step. */

const SVG = "http://www.w3.org/2000/svg";
const COLUMNS = 3; // to each side
const ROWS = 2;
const WIDE = 44; // pixels of a column and of a row
const HIGH = 36;

/**
 * Draw the map.
 * @param {SVGSVGElement} svg emptied and filled
 * @param {HTMLElement} caption says what the pointer is on, else how much is known
 * @param {import("./map.js").CityMap} map
 * @param {(way: string) => void} go called with the name of the way to a neighbour that was clicked
 */
export function drawMap(svg, caption, map, go) {
  const { spots, ways } = map.around(COLUMNS + 0.5, ROWS + 0.5);
  const places = placesOf(spots);
  const width = (2 * COLUMNS + 1) * WIDE;
  const height = (2 * ROWS + 1) * HIGH;
  svg.setAttribute("viewBox", `${-width / 2} ${-height / 2} ${width} ${height}`);
  svg.setAttribute("aria-label", `Map of what you have seen so far: ${map.seen} places. The ways are listed below it.`);
  const known = map.seen === 1 ? "1 place known so far" : `${map.seen} places known so far`;
  caption.textContent = known;
  const say = (text) => (caption.textContent = text || known);

  svg.replaceChildren(
    ...ways.map((way) => line(places.get(way.from), places.get(way.to), [way.from, way.to].includes(map.current))),
    ...spots.map((spot) => room(spot, places.get(spot.num), go, say)),
  );
}

/**
 * Draw all of a city, whoever is where.
 * @param {SVGSVGElement} svg emptied and filled
 * @param {HTMLElement} caption says what the pointer is on
 * @param {import("./map.js").CityMap} map
 * @param {Map<number, string[]>} crowd the names of the people in each room
 * @param {number | null} marked the room to mark
 */
export function drawCity(svg, caption, map, crowd, marked) {
  const { spots, ways } = map.around(Infinity, Infinity);
  const places = placesOf(spots);
  const [left, right] = ends([...places.values()].map(([x]) => x), WIDE);
  const [top, bottom] = ends([...places.values()].map(([, y]) => y), HIGH);
  svg.setAttribute("viewBox", `${left} ${top} ${right - left} ${bottom - top}`);
  const said = (spot) => [spot.name, ...(crowd.has(spot.num) ? [`: ${crowd.get(spot.num).join(", ")}`] : [])].join("");
  svg.setAttribute("aria-label", `Map of the city. ${spots.filter((each) => crowd.has(each.num)).map(said).join(". ")}`);
  const say = (text) => (caption.textContent = text);
  svg.replaceChildren(
    ...ways.map((way) => line(places.get(way.from), places.get(way.to), false)),
    ...spots.map((spot) => {
      const plain = { ...spot, name: said(spot), way: null, current: spot.num === marked };
      const group = room(plain, places.get(spot.num), () => {}, say);
      if (crowd.has(spot.num)) group.append(...count(crowd.get(spot.num).length));
      return group;
    }),
  );
}

function placesOf(spots) {
  return new Map(spots.map((each) => [each.num, [each.column * WIDE, each.row * HIGH]]));
}

function ends(values, margin) {
  return [Math.min(...values) - margin, Math.max(...values) + margin];
}

/** The number of people in a room, on its shoulder. */
function count(people) {
  const number = shape("text", { class: "crowd-count", x: 10, y: -7 });
  number.textContent = String(people);
  return [shape("circle", { class: "crowd", cx: 10, cy: -10, r: 7 }), number];
}

function line([x1, y1], [x2, y2], near) {
  const made = shape("line", { x1, y1, x2, y2, class: "way" });
  made.classList.toggle("near", near);
  return made;
}

function room(spot, [x, y], go, say) {
  const group = shape("g", { class: "spot", transform: `translate(${x} ${y})` });
  group.classList.toggle("seen", spot.seen);
  group.classList.toggle("current", spot.current);
  if (spot.current) group.append(shape("circle", { r: 15, class: "halo" }));
  group.append(shape("path", { d: ARCH }));
  const title = document.createElementNS(SVG, "title");
  title.textContent = spot.way && !spot.current ? `${spot.name || "?"} (${spot.way})` : spot.name;
  group.append(title);
  group.addEventListener("pointerenter", () => say(title.textContent));
  group.addEventListener("pointerleave", () => say(""));
  if (spot.way && !spot.current) {
    group.classList.add("can-go");
    group.prepend(shape("circle", { r: 19, class: "target" })); // wide enough for a finger
    group.addEventListener("click", () => go(spot.way));
  }
  return group;
}

const ARCH = "M-8 9 V-1 C-8 -5 -4 -9 0 -12 C4 -9 8 -5 8 -1 V9 Z";

function shape(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
