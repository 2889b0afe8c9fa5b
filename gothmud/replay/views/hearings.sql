-- Who heard whom: one row an utterance and hearer, the speaker left out.
-- city: the city's name
-- id: the utterance's id
-- seq: its number
-- city_time: the hour on the tower
-- room: the room's number
-- speaker: the speaker's number
-- hearer: the hearer's number
-- meant: whether the words were meant for the hearer
SELECT city, id, seq, city_time, room, speaker, hearer, coalesce(hearer = to_who, false) AS meant
FROM (SELECT city, id, seq, city_time, room, who AS speaker, to_who, unnest(heard) AS hearer FROM utterances)
WHERE hearer <> speaker;
