-- Calls that took the model long, by mind and purpose.
SELECT city, agent AS who, min(city_time) AS begins, count(*) AS times, arg_max(id, model_seconds) AS event,
  format('{} took the model up to {:.0f} s', purpose, max(model_seconds)) AS text
FROM calls WHERE model_seconds > $slow_seconds AND real_time > $since GROUP BY city, agent, purpose ORDER BY times DESC, city, who LIMIT 50;
