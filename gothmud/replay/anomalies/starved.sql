-- Calls that waited long in our queue, by mind and purpose.
SELECT city, agent AS who, min(city_time) AS begins, count(*) AS times, arg_max(id, queue_seconds) AS event,
  format('{} waited up to {:.0f} s in the queue', purpose, max(queue_seconds)) AS text
FROM calls WHERE queue_seconds > $starved_seconds AND real_time > $since GROUP BY city, agent, purpose ORDER BY times DESC, city, who LIMIT 50;
