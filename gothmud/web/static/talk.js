/** How people live together in this city: one line below the hour. */

/**
 * Return the line for a `Gothmud.Gauges`.
 * @param {{wait?: number, new?: number, floor?: number, scenes?: number}} gauges
 * @returns {string} empty where nothing was said yet
 */
export function talkLine(gauges) {
  const parts = [];
  if (Number.isFinite(gauges.wait)) parts.push(`Answers come after ${gauges.wait.toFixed(1)} s.`);
  if (Number.isFinite(gauges.new)) parts.push(`${share(gauges.new)} of their lines bring something new.`);
  if (Number.isFinite(gauges.floor)) parts.push(`Visitors have ${share(gauges.floor)} of the words around them.`);
  return parts.join(" ");
}

function share(value) {
  return `${Math.round(value * 100)}\u00a0%`;
}
