-- Waking hours of an agent, by turns, without a word of theirs in between. Sleep ends a silence.
WITH marks AS (
  SELECT turns.city, turns.agent, turns.id, turns.seq, turns.city_time, turns.real_time, spoken.id IS NOT NULL AS broken
  FROM turns LEFT JOIN utterances AS spoken ON spoken.city = turns.city AND spoken.id = turns.event
  WHERE turns.tier = 'agent'
  UNION ALL
  SELECT city, agent, id, seq, city_time, real_time, true FROM events WHERE kind = 'night' AND step IN ('asleep', 'awake')
), stretches AS (
  SELECT *, sum(broken::INTEGER) OVER (PARTITION BY city, agent ORDER BY seq) AS part FROM marks
), silences AS (
  SELECT city, agent, part, min(city_time) AS begins, max(city_time) - min(city_time) AS lasted, count(*) AS turns,
    arg_min(id, seq) AS id, max(real_time) AS real_ends
  FROM stretches GROUP BY city, agent, part
)
SELECT city, agent AS who, min(begins) AS begins, count(*) AS times, arg_max(id, lasted) AS event,
  format('not a word for up to {:.1f} hours, in {} turns', max(epoch(lasted)) / 3600, arg_max(turns, lasted)) AS text
FROM silences WHERE epoch(lasted) > $silent_hours * 3600 AND real_ends > $since GROUP BY city, agent ORDER BY times DESC, city, who;
