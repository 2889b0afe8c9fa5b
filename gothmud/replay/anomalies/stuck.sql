-- Hours between two turns of an agent in which it neither slept nor was gone.
WITH marks AS (
  SELECT city, agent, id, seq, city_time, kind,
    kind = 'night' AND step IN ('asleep', 'compacted', 'noted', 'begun', 'note') AS asleep
  FROM events WHERE agent IS NOT NULL AND kind IN ('turn', 'night') AND tier IS DISTINCT FROM 'short'
), gaps AS (
  SELECT *, lead(city_time) OVER mind - city_time AS gap FROM marks
  WINDOW mind AS (PARTITION BY city, agent ORDER BY seq)
)
SELECT city, agent AS who, min(city_time) AS begins, count(*) AS times, arg_max(id, gap) AS event,
  format('no turn for up to {:.1f} hours while awake', max(epoch(gap)) / 3600) AS text
FROM gaps WHERE NOT asleep AND epoch(gap) > $stuck_hours * 3600 GROUP BY city, agent ORDER BY times DESC, city, who;
