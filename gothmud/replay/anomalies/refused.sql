-- What the world refused, by person, act and reason.
SELECT city, name AS who, min(city_time) AS begins, count(*) AS times, arg_max(id, seq) AS event,
  format('{}: {}', verb, reason) AS text
FROM events WHERE kind = 'refused' AND real_time > $since GROUP BY city, name, verb, reason HAVING count(*) >= $refusals
ORDER BY times DESC, city, who LIMIT 50;
