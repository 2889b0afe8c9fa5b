-- An event whose cause is later, or itself, or missing although its number lies within the record.
WITH caused AS (
  SELECT city, id, source, seq, real_time, cause, regexp_replace(cause, '-[0-9]+$', '') AS cause_source,
    try_cast(regexp_extract(cause, '-([0-9]+)$', 1) AS BIGINT) AS cause_seq
  FROM events WHERE cause <> ''
), ranges AS (SELECT city, source, min(seq) AS first, max(seq) AS last FROM events GROUP BY city, source)
SELECT caused.city || ' ' || caused.id AS place,
  CASE WHEN earlier.id IS NULL THEN format('its cause {} is missing', caused.cause)
    ELSE format('its cause {} happened {:.3f} s later', caused.cause, epoch(earlier.real_time - caused.real_time)) END AS finding
FROM caused
JOIN ranges ON ranges.city = caused.city AND ranges.source = caused.cause_source
  AND caused.cause_seq BETWEEN ranges.first AND ranges.last
LEFT JOIN events AS earlier ON earlier.city = caused.city AND earlier.id = caused.cause
WHERE earlier.id IS NULL OR earlier.real_time > caused.real_time
  OR (earlier.source = caused.source AND earlier.seq >= caused.seq)
ORDER BY caused.city, caused.seq;
