/** Ties the parts of the page to the link. Which message goes where stands here, and nothing else. */

import { byId } from "./elements.js";
import { Entry } from "./entry.js";
import { People, showThings, showWays } from "./here.js";
import { Hour } from "./hour.js";
import { Link, worldAddress } from "./link.js";
import { Log } from "./log.js";
import { Login } from "./login.js";
import { CityMap, waysOf } from "./map.js";
import { drawMap } from "./mapview.js";
import { History, Prompt, isSecret } from "./prompt.js";
import { talkLine } from "./talk.js";
import { Thinks } from "./thinks.js";
import { Typing } from "./typing.js";

const log = new Log(byId("log"), byId("new-lines"));
let map = new CityMap();
const hour = new Hour({
  dial: byId("dial"), clock: byId("clock"), part: byId("part"), date: byId("date"), humans: byId("humans"),
  short: byId("top-hour"),
});
const thinks = new Thinks(byId("thinks"));
const prompt = new Prompt(byId("line-form"), byId("line"), send);
const people = new People(byId("people"), (start) => prompt.begin(start), (count) => {
  byId("around-summary").textContent = `Around you: ${["nobody else", "1 person"][count] ?? `${count} people`}`;
});
let room = 0;
let body = 0;

const setting = document.querySelector('meta[name="gothmud-websocket"]')?.getAttribute("content") ?? "+1";
const link = new Link(worldAddress(setting, location), {
  onOpen: () => login.opened(),
  onMessage: receive,
  onText: (text) => login.text(text) || log.text(text),
  onClose: (onPurpose) => {
    thinks.clear();
    login.closed(onPurpose);
  },
  onStatus: status,
});
const login = new Login(link, { ask, enter });
const entry = new Entry(
  { section: byId("entry"), form: byId("entry-form"), name: byId("name"), password: byId("password"),
    message: byId("entry-message") },
  (kind, name, password) => login.submit(kind, name, password),
);

new Typing(byId("line"), (on) => {
  if (login.inside) link.send("Gothmud.Typing", { on });
});

/** Do a line as if it was typed; false where the link is down. */
function send(line) {
  if (!login.inside || !link.sendLine(line)) return false;
  log.own(isSecret(line) ? `${line.trim().split(/\s/)[0]} …` : line, "echo");
  return true;
}

function ask(message) {
  byId("city").hidden = byId("top-room").hidden = byId("skip").hidden = true;
  entry.show(message);
}

function enter(texts, again) {
  const appears = byId("city").hidden;
  entry.hide();
  byId("city").hidden = byId("top-room").hidden = byId("skip").hidden = false;
  if (again) log.own("You are back.", "note");
  texts.forEach((text) => log.text(text));
  log.toEnd();
  if (appears) prompt.focus();
}

const HANDLERS = {
  "Gothmud.Welcome": welcome,
  "Char.Login.Result": (value) => login.result(value),
  "Gothmud.Notice": ({ reason }) => (login.inside ? log.own(String(reason), "note") : login.result({ message: reason })),
  "Room.Info": showRoom,
  "Room.Players": (value) => people.all(value),
  "Room.AddPlayer": (value) => people.add(value),
  "Room.RemovePlayer": ({ id }) => {
    people.remove(id);
    thinks.stop(id);
  },
  "Char.Items.List": ({ location: where, items }) => {
    const [list, section] = where === "inv" ? ["carried", "carried-section"] : ["things", "things-section"];
    byId(section).hidden = !showThings(byId(list), items, send, (start) => prompt.begin(start));
  },
  "Gothmud.Time": (value) => hour.set(value),
  "Gothmud.Weather": ({ text, celsius }) => {
    const degrees = Number.isFinite(celsius) ? ` ${Math.round(celsius)}\u00a0°C` : "";
    byId("weather").textContent = `${text ?? ""}${degrees}`;
  },
  "Gothmud.Gauges": (value) => {
    byId("talk").textContent = talkLine(value);
  },
  "Gothmud.Thinks": (value) => thinks.set(value),
  "Gothmud.Say": ({ who }) => thinks.stop(who),
  "Gothmud.Seen": ({ verb, event, text }) => {
    if (verb === "photo") log.photo(String(event), String(text));
  },
};

function receive(name, value) {
  try {
    HANDLERS[name]?.(value);
  } catch (error) {
    console.debug(`${name} was not understood:`, error);
  }
}

function welcome(value) {
  if (body && body !== value.body) {
    log.clear(); // somebody else sits here now: nothing of the one before is theirs to read
    map = new CityMap();
    prompt.history = new History();
    login.wasInside = false;
  }
  body = value.body;
  login.welcomed();
}

function showRoom(info) {
  if (!map.visit(info)) return;
  if (info.num !== room) thinks.clear();
  room = info.num;
  const kind = [info.area, info.environment].filter((each) => typeof each === "string" && each).join(" · ");
  byId("room-name").textContent = byId("top-room").textContent = String(info.name);
  byId("room-area").textContent = kind;
  document.title = `${info.name} · Gothmud`;
  drawMap(byId("map"), byId("map-caption"), map, send);
  showWays(byId("ways"), byId("chips"), waysOf(info), send);
}

function status(state, seconds) {
  document.documentElement.dataset.link = state;
  const words = {
    connecting: "Looking for the city…",
    open: "Linked to the city",
    waiting: `The link is down. Trying again in ${seconds === 1 ? "a second" : `${seconds} seconds`}…`,
  };
  byId("status").textContent = words[state];
}

const narrow = matchMedia("(max-width: 720px)");
const fold = () => (byId("around").open = !narrow.matches);
narrow.addEventListener("change", fold);
fold();
byId("things-section").hidden = byId("carried-section").hidden = byId("skip").hidden = true;
link.open();
