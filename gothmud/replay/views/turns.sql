-- Turns of minds: what one decided, and what the world made of it.
-- city: the city's name
-- id: the event's id
-- seq: its number
-- city_time: the hour on the tower
-- real_time: the wall's time at its end, UTC
-- agent: the mind's id
-- tier: short or agent
-- cause: what was perceived that led here, or empty
-- act: the act's id, or empty
-- verb: what was done, or empty
-- ok: whether the world let it happen; empty without an act
-- reason: why not
-- event: what the act became in the world, or empty
-- worded: whose words: model, retry, chosen, dice, nobody
-- seconds: real seconds from beginning to end
-- first_entry: the first entry of the session file that it added
-- reply_entry: the entry with the reply
SELECT city, id, seq, city_time, real_time, agent, tier, cause, act, verb, ok, reason, event, "by" AS worded, seconds,
  first_entry, reply_entry
FROM events WHERE kind = 'turn';
