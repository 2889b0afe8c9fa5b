-- Everybody who did anything. `agent` is found through a mind's last turns whose act the world carried out.
-- city: the city's name
-- who: the body's number in the world
-- name: what people call them
-- tier: human, dice, short or agent
-- agent: the mind's id, such as ada, or empty
WITH turns AS MATERIALIZED (
  SELECT city, agent, unnest(arg_max(event, seq, 20)) AS event FROM events WHERE kind = 'turn' AND event <> ''
  GROUP BY city, agent
)
SELECT seen.city, seen.who, seen.name, seen.tier, minds.agent
FROM (
  SELECT city, who, arg_max(name, seq) AS name, arg_max(tier, seq) AS tier
  FROM events WHERE source = 'world' AND who IS NOT NULL AND name IS NOT NULL GROUP BY city, who
) AS seen
LEFT JOIN (
  SELECT acts.city, acts.who, mode(turns.agent) AS agent
  FROM turns JOIN (
    SELECT city, id, who FROM events
    WHERE source = 'world' AND who IS NOT NULL AND id IN (SELECT event FROM turns)
  ) AS acts ON acts.city = turns.city AND acts.id = turns.event
  GROUP BY acts.city, acts.who
) AS minds ON minds.city = seen.city AND minds.who = seen.who;
