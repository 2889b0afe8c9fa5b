-- Words of a model that never reached the world, by mind and reason.
SELECT city, agent AS who, min(city_time) AS begins, count(*) AS times, arg_max(id, seq) AS event,
  format('{}: {}', why, left(arg_max(text, seq), 80)) AS text
FROM events WHERE kind = 'dropped' AND real_time > $since GROUP BY city, agent, why ORDER BY times DESC, city, who LIMIT 50;
