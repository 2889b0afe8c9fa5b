-- Hours between two turns of an agent, or since its last one while others took theirs, in which it neither slept nor was gone.
WITH ends AS (
  SELECT city, max(city_time) AS city_time, max(real_time) AS real_time FROM events WHERE kind = 'turn' GROUP BY city
), marks AS (
  SELECT city, agent, id, seq, city_time, real_time,
    kind = 'night' AND step IN ('asleep', 'compacted', 'noted', 'begun', 'note') AS asleep
  FROM events WHERE agent IS NOT NULL AND kind IN ('turn', 'night') AND tier IS DISTINCT FROM 'short'
), gaps AS (
  SELECT marks.*, coalesce(lead(marks.city_time) OVER mind, ends.city_time) - marks.city_time AS gap,
    coalesce(lead(marks.real_time) OVER mind, ends.real_time) AS real_ends
  FROM marks JOIN ends ON ends.city = marks.city
  WINDOW mind AS (PARTITION BY marks.city, marks.agent ORDER BY marks.seq)
)
SELECT city, agent AS who, min(city_time) AS begins, count(*) AS times, arg_max(id, gap) AS event,
  format('no turn for up to {:.1f} hours while awake', max(epoch(gap)) / 3600) AS text
FROM gaps WHERE NOT asleep AND epoch(gap) > $stuck_hours * 3600 AND real_ends > $since
GROUP BY city, agent ORDER BY times DESC, city, who;
