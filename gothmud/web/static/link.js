/** The link to the world: one websocket that is opened again when it breaks, with pings. Knows nothing of the game. */

import { SUBPROTOCOL, readMessage, readText, writeLine, writeMessage } from "./frames.js";

const WAITS = [1, 2, 5, 10]; // seconds before the next try; the last one is kept
const PING_EVERY = 30_000;
const SILENCE = 80_000; // a link that says nothing for so long is taken for dead
const CLOSED_ON_PURPOSE = 1000;

/**
 * Work out where the world listens.
 * @param {string} setting content of the meta tag: "+1" (relative to the web port), a port, or a whole address
 * @param {Location | URL} place the page's location
 * @returns {string} a ws: or wss: address
 */
export function worldAddress(setting, place) {
  const said = setting.trim() || "+1";
  if (/^wss?:\/\//i.test(said)) return said;
  const secure = place.protocol === "https:";
  const webPort = Number(place.port) || (secure ? 443 : 80);
  const port = /^[+-]/.test(said) ? webPort + Number(said) : Number(said);
  return `${secure ? "wss" : "ws"}://${place.hostname}:${Number.isInteger(port) ? port : webPort + 1}/`;
}

/** A link that mends itself. Give it listeners, then call `open`. */
export class Link {
  /**
   * @param {string} address
   * @param {{onOpen: () => void, onMessage: (name: string, value: any) => void, onText: (text: string) => void,
   *   onClose: (onPurpose: boolean) => void, onStatus: (state: "connecting" | "open" | "waiting", seconds?: number)
   *   => void}} listeners `onPurpose`: the world closed the door itself, the link did not break
   */
  constructor(address, listeners) {
    this.address = address;
    this.listeners = listeners;
    this.socket = null;
    this.tries = 0;
    this.heard = 0;
    setInterval(() => this.#ping(), PING_EVERY);
  }

  /** Whether something sent now would go out. */
  get isOpen() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  /** Connect. Called once; the link calls it again by itself. */
  open() {
    this.listeners.onStatus("connecting");
    const socket = new WebSocket(this.address, [SUBPROTOCOL]);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    socket.onopen = () => {
      this.tries = 0;
      this.heard = Date.now();
      this.listeners.onStatus("open");
      this.listeners.onOpen();
    };
    socket.onmessage = (event) => this.#receive(event.data);
    socket.onclose = (event) => {
      if (socket === this.socket) this.#closed(event.code === CLOSED_ON_PURPOSE);
    };
  }

  /**
   * Send a message.
   * @param {string} name
   * @param {object} value
   * @returns {boolean} whether it went out
   */
  send(name, value) {
    return this.#put(writeMessage(name, value));
  }

  /**
   * Send a typed line.
   * @param {string} line
   * @returns {boolean} whether it went out
   */
  sendLine(line) {
    return this.#put(writeLine(line));
  }

  #put(data) {
    if (!this.isOpen) return false;
    this.socket.send(data);
    return true;
  }

  #receive(data) {
    this.heard = Date.now();
    if (typeof data !== "string") {
      this.listeners.onText(readText(data));
      return;
    }
    const message = readMessage(data);
    if (message) this.listeners.onMessage(message.name, message.value);
    else console.debug("no message:", data.slice(0, 80));
  }

  #closed(onPurpose) {
    this.socket = null;
    this.listeners.onClose(onPurpose);
    const seconds = WAITS[Math.min(this.tries, WAITS.length - 1)];
    this.tries += 1;
    this.listeners.onStatus("waiting", seconds);
    setTimeout(() => this.open(), seconds * 1000);
  }

  #ping() {
    if (!this.isOpen) return;
    if (Date.now() - this.heard < SILENCE) {
      this.send("Core.Ping", {});
      return;
    }
    const dead = this.socket;
    this.#closed(false); // a dead link may take minutes to close: don't wait for it
    dead.close();
  }
}
