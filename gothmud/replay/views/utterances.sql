-- Words that were heard: aloud, whispered, posed or on the channel.
-- city: the city's name
-- id: the event's id
-- seq: its number
-- city_time: the hour on the tower
-- real_time: the wall's time, UTC
-- who: the speaker's number
-- name: the speaker's name
-- tier: human, dice, short or agent
-- room: the room's number
-- mode: say, whisper, emote or channel
-- text: the words
-- to_who: whom they were meant for, or empty
-- heard: the numbers of all who got them
-- words: how many words
-- cause: the id of the event that led here, or empty
SELECT city, id, seq, city_time, real_time, who, name, tier, room, mode, text, "to" AS to_who, heard,
  length(text) - length(replace(text, ' ', '')) + 1 AS words, cause
FROM events WHERE kind = 'said';
