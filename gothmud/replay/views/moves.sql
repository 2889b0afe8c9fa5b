-- Ways that somebody went.
-- city: the city's name
-- id: the event's id
-- seq: its number
-- city_time: the hour on the tower
-- real_time: the wall's time, UTC
-- who: the walker's number
-- name: the walker's name
-- tier: human, dice, short or agent
-- origin: the room left, or empty
-- room: the room entered, or empty
-- way: the exit's name; empty where somebody was put
-- heard: the numbers of all who saw it
-- cause: the id of the event that led here, or empty
SELECT city, id, seq, city_time, real_time, who, name, tier, origin, room, way, heard, cause
FROM events WHERE kind = 'moved';
