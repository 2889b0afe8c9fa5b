-- Talks that came to an end. `begins` is reckoned back from its minutes.
-- city: the city's name
-- id: the event's id
-- seq: its number
-- begins: city time of its first line
-- ends: city time of its end
-- room: the room's number
-- speakers: the numbers of all who spoke
-- lines: how many lines
-- novelty: how new they were on average, 0 to 1
-- minutes: how long it took
-- why: farewell, time, nothing new, parted or lull
SELECT city, id, seq, city_time - to_seconds(coalesce(minutes, 0) * 60) AS begins, city_time AS ends, room, speakers,
  lines, novelty, minutes, "end" AS why
FROM events WHERE kind = 'scene';
