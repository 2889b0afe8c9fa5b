-- Calls that failed, by how.
SELECT city, agent AS who, min(city_time) AS begins, count(*) AS times, arg_max(id, seq) AS event,
  format('{} failed: {}', purpose, left(failure, 80)) AS text
FROM calls WHERE NOT ok AND real_time > $since GROUP BY city, agent, purpose, failure ORDER BY times DESC, city, who LIMIT 50;
