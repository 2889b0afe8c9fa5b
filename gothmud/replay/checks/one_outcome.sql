-- An act without an answer, or one whose answer isn't what the world's own record has.
WITH acts AS (
  SELECT city, id, seq, act, ok, event, regexp_replace(event, '-[0-9]+$', '') AS event_source,
    try_cast(regexp_extract(event, '-([0-9]+)$', 1) AS BIGINT) AS event_seq
  FROM events WHERE kind = 'turn' AND act <> ''
), ranges AS (SELECT city, source, min(seq) AS first, max(seq) AS last FROM events GROUP BY city, source)
SELECT acts.city || ' ' || acts.id AS place,
  CASE WHEN ok IS NULL THEN format('act {} has no outcome', act)
    WHEN done.id IS NULL THEN format('act {} became {}, which is missing', act, event)
    WHEN ok THEN format('act {} was done, but {} is a refusal', act, event)
    ELSE format('act {} was refused, but {} is of kind {}', act, event, done.kind) END AS finding
FROM acts
LEFT JOIN ranges ON ranges.city = acts.city AND ranges.source = acts.event_source
LEFT JOIN (SELECT city, id, kind FROM events WHERE source = 'world') AS done ON done.city = acts.city AND done.id = acts.event
WHERE ok IS NULL OR (event_seq BETWEEN ranges.first AND ranges.last
  AND (done.id IS NULL OR ok = (done.kind = 'refused')))
ORDER BY acts.city, acts.seq;
