-- Who was where from when to when, by all that the world told of them. The last stay lasts until the record's last event.
-- city: the city's name
-- who: the person's number
-- room: the room's number
-- begins: city time of the first sign of them there
-- ends: city time at which they were elsewhere or gone
WITH signs AS (
  SELECT city, who, seq, city_time, CASE WHEN kind = 'went' THEN NULL ELSE room END AS room
  FROM events
  WHERE source = 'world' AND who IS NOT NULL AND city_time IS NOT NULL
    AND kind IN ('said', 'moved', 'came', 'went', 'handled', 'slept')
), changes AS (
  SELECT *, lag(room) OVER person AS room_before, row_number() OVER person AS n FROM signs
  WINDOW person AS (PARTITION BY city, who ORDER BY seq)
), stretches AS (
  SELECT city, who, room, city_time AS begins, lead(city_time) OVER (PARTITION BY city, who ORDER BY seq) AS ends
  FROM changes WHERE n = 1 OR room IS DISTINCT FROM room_before
), ending AS (SELECT city, max(city_time) AS last FROM events WHERE source = 'world' GROUP BY city)
SELECT city, who, room, begins, coalesce(ends, last) AS ends
FROM stretches JOIN ending USING (city) WHERE room IS NOT NULL;
