-- By its numbers, a source's wall never goes back; in the world, whose one writer numbers all rooms, neither does city time.
WITH steps AS (
  SELECT city, id, source, city_time, real_time, seq, lag(id) OVER written AS id_before,
    lag(real_time) OVER written AS real_before, lag(city_time) OVER written AS city_before
  FROM events WINDOW written AS (PARTITION BY city, source ORDER BY seq)
)
SELECT city || ' ' || id AS place,
  CASE WHEN source = 'world' AND city_time < city_before
    THEN format('city time goes back from {} to {} after {}', city_before, city_time, id_before)
    ELSE format('the wall was set back by {:.3f} s after {}: what came first is unsure', epoch(real_before - real_time), id_before)
  END AS finding
FROM steps WHERE real_time < real_before OR (source = 'world' AND city_time < city_before)
ORDER BY city, seq;
