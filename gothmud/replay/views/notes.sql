-- Notes of minds: written at night, or come to mind by day.
-- city: the city's name
-- id: the event's id
-- seq: its number
-- city_time: the hour on the tower
-- agent: the mind's id
-- what: written or recalled
-- note: the note's id
-- rule: the rule by which it came to mind, or empty
-- why: the rule's reason, or empty
-- entry: the entry of the session file that holds it, or empty
SELECT city, id, seq, city_time, agent, CASE WHEN kind = 'night' THEN 'written' ELSE 'recalled' END AS what, note,
  coalesce(rule, '') AS rule, coalesce(why, '') AS why, coalesce(entry, '') AS entry
FROM events WHERE kind = 'recalled' OR (kind = 'night' AND step = 'note');
