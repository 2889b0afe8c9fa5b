-- An act that two turns intended, or a happening that two turns claim.
SELECT city || ' act ' || act AS place, format('intended {} times: {}', count(*), string_agg(id, ', ' ORDER BY seq)) AS finding
FROM events WHERE kind IN ('turn', 'resumed') AND act <> '' GROUP BY city, act HAVING count(*) > 1
UNION ALL
SELECT city || ' ' || event, format('claimed by {} turns: {}', count(*), string_agg(id, ', ' ORDER BY seq))
FROM events WHERE kind = 'turn' AND event <> '' GROUP BY city, event HAVING count(*) > 1
ORDER BY place;
