/** The page of a recorded city: wires deck, log, map and hour together. The address always says which moment it is. */

import { byId, button, make } from "./elements.js";
import { Hour } from "./hour.js";
import { Log } from "./log.js";
import { CityMap } from "./map.js";
import { drawCity } from "./mapview.js";
import { minute, parse, Reel } from "./reel.js";

const TICK = 200; // real milliseconds
const STEP = 600_000; // city milliseconds of an arrow key

const log = new Log(byId("log"), byId("new-lines"));
const hour = new Hour({
  dial: byId("dial"), clock: byId("clock"), part: byId("part"), date: byId("date"), humans: make("p", ""), short: make("p", ""),
});
const reel = new Reel((query) => read(`/hour.json?${query}`));
const map = new CityMap();
let city = { begins: 0, ends: 0, rooms: new Map(), people: [] };
let paused = false;
let busy = true; // an hour is on its way
let shown = ""; // the address as we set it

async function read(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

async function begin() {
  const told = await read("/city.json");
  city = {
    begins: parse(told.begins), ends: parse(told.ends), people: told.people,
    rooms: new Map(told.rooms.map((each) => [each.num, each])),
  };
  told.rooms.forEach((each) => map.visit(each));
  byId("title").textContent = document.title = `${told.city}, again`;
  byId("moment").max = String(Math.ceil((city.ends - city.begins) / 1000));
  byId("who").append(...city.people.map((each) => new Option(each.name, String(each.id))));
  await obeyAddress();
  setInterval(tick, TICK);
}

/** Go where the address says: #t=2026-11-24T15:05&who=ada. */
async function obeyAddress() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const at = parse(asked.get("t") ?? "");
  await seek(Number.isFinite(at) ? at : city.begins, numberOf(asked.get("who") ?? ""));
}

function numberOf(called) {
  const low = called.toLowerCase();
  const found = city.people.find((each) => low && [String(each.id), each.agent, each.name.toLowerCase()].includes(low));
  return found ? String(found.id) : "";
}

async function seek(at, who = reel.who) {
  busy = true;
  const beats = await reel.seek(Math.min(Math.max(at, city.begins), city.ends), who).finally(() => (busy = false));
  log.clear();
  tell(beats);
  draw();
}

async function tick() {
  if (paused || busy || reel.at >= city.ends) return;
  busy = true;
  const at = Math.min(city.ends, reel.at + TICK * speed());
  const beats = await reel.forward(at).finally(() => (busy = false));
  tell(beats);
  draw();
}

const speed = () => Number(byId("speed").value);

function tell(beats) {
  for (const beat of beats) {
    if (!beat.text) continue;
    const place = reel.who === "" && beat.room !== null ? `${nameOf(beat.room)}: ` : "";
    log.text(`\x1b[1;30m${beat.at.slice(11, 16)}  ${place}\x1b[0m${beat.text}`);
  }
}

const nameOf = (room) => city.rooms.get(room)?.name ?? `room ${room}`;

function draw() {
  const over = reel.at >= city.ends;
  hour.set({
    city: new Date(reel.at).toISOString(), real: new Date().toISOString(), rate: speed(), paused: paused || over, part: reel.part,
  });
  byId("weather").textContent = reel.sky ? `The sky: ${reel.sky}.` : "";
  byId("moment").value = String((reel.at - city.begins) / 1000);
  byId("moment").setAttribute("aria-valuetext", minute(reel.at).replace("T", " "));
  byId("who").value = reel.who;
  byId("play").textContent = paused ? "Play" : "Pause";
  byId("status").textContent = over ? "The record ends here." : paused ? "Paused" : "";
  drawPeople();
  setAddress();
}

function drawPeople() {
  const crowd = new Map();
  for (const [number, each] of reel.people) {
    if (each.room !== null) crowd.set(each.room, [...(crowd.get(each.room) ?? []), { number, ...each }]);
  }
  const followed = reel.people.get(Number(reel.who))?.room;
  const names = new Map([...crowd].map(([room, people]) => [room, people.map((each) => each.name)]));
  drawCity(byId("map"), byId("map-caption"), map, names, followed ?? null);
  const rooms = [...crowd.keys()].sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  byId("where").replaceChildren(...rooms.map((room) => make("li", "", make("p", "room-name", nameOf(room)), company(crowd.get(room)))));
  const carried = reel.who === "" ? [] : reel.lying(Number(reel.who));
  byId("carried").replaceChildren(...carried.map((name) => make("li", "", name)));
  byId("carried-section").hidden = !carried.length;
}

function company(people) {
  return make("p", "names", ...people.map((each) => {
    const state = String(each.number) === reel.who ? " followed" : each.asleep ? " asleep" : "";
    const label = each.asleep ? `${each.name} (asleep)` : each.name;
    return button(`link${state}`, label, () => follow(String(each.number)), `See with the eyes of ${each.name}`);
  }));
}

const follow = (who) => seek(reel.at, who === reel.who ? "" : who);

function setAddress() {
  const person = city.people.find((each) => String(each.id) === reel.who);
  const who = person ? `&who=${encodeURIComponent(person.agent || person.name.toLowerCase())}` : "";
  const address = `#t=${minute(reel.at)}${who}`;
  if (address !== shown) history.replaceState(null, "", (shown = address));
}

function pause() {
  paused = !paused;
  draw();
}

function next() {
  const order = ["", ...city.people.filter((each) => reel.people.get(each.id)?.room != null).map((each) => String(each.id))];
  seek(reel.at, order[(order.indexOf(reel.who) + 1) % order.length]);
}

const KEYS = { " ": pause, f: next, ArrowLeft: () => seek(reel.at - STEP), ArrowRight: () => seek(reel.at + STEP) };

document.addEventListener("keydown", (event) => {
  const inField = event.target instanceof HTMLSelectElement || event.target instanceof HTMLInputElement;
  if (inField || event.ctrlKey || event.metaKey || event.altKey || !(event.key in KEYS) || !city.ends) return;
  if (event.key === " " && event.target instanceof HTMLButtonElement) return; // it presses the button
  event.preventDefault();
  KEYS[event.key]();
});
byId("play").addEventListener("click", () => city.ends && pause());
byId("moment").addEventListener("input", () => seek(city.begins + Number(byId("moment").value) * 1000));
byId("who").addEventListener("change", () => seek(reel.at, byId("who").value));
byId("speed").addEventListener("change", draw);
addEventListener("hashchange", () => location.hash !== shown && obeyAddress());
begin().catch((error) => (byId("status").textContent = `The record can't be read: ${error.message}`));
