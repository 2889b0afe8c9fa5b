-- The same words by one speaker within 20 of their lines, again and again.
WITH lines AS (
  SELECT city, name, id, seq, city_time, trim(lower(text)) AS text, row_number() OVER (PARTITION BY city, who ORDER BY seq) AS n, who
  FROM utterances WHERE tier IN ('agent', 'short') AND words > 3 AND real_time > $since
), again AS (
  SELECT *, n - lag(n) OVER (PARTITION BY city, who, text ORDER BY n) AS since FROM lines
)
SELECT city, any_value(name) AS who, min(city_time) AS begins, count(*) + 1 AS times, arg_max(id, seq) AS event, text
FROM again WHERE since <= 20 GROUP BY city, again.who, text HAVING count(*) + 1 >= $repeats
ORDER BY times DESC, city, who LIMIT 50;
