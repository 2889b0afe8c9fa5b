-- Numbers that are missing, or given twice, in a source.
WITH steps AS (
  SELECT city, source, seq, file, lag(seq) OVER written AS before, lag(file) OVER written AS file_before
  FROM events WINDOW written AS (PARTITION BY city, source ORDER BY seq)
)
SELECT city || ' ' || parse_filename(file) AS place,
  CASE WHEN seq = before THEN format('{}-{} stands there twice', source, seq)
    ELSE format('{} numbers are missing after {}-{}{}', seq - before - 1, source, before,
      CASE WHEN file = file_before THEN '' ELSE ' of ' || parse_filename(file_before) END) END AS finding
FROM steps WHERE seq <> before + 1
ORDER BY place, seq;
