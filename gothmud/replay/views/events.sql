-- All that happened, one row an event, of every kind. Lines that hold no event are left out; `raw` has them too.
-- city: the city's name: that of its home or folder
-- file: the file that the line stands in
-- id: SOURCE-SEQ, unique in a city
-- kind: what happened; see record.md
-- city_time: the hour on the tower, empty before the world told it
-- real_time: the wall's time, UTC
-- source: the process that wrote it
-- seq: its number, without gap per source
-- cause: the id of the event that led here, or empty
-- v: the schema's version
SELECT * FROM raw WHERE id IS NOT NULL AND kind IS NOT NULL AND seq IS NOT NULL AND source IS NOT NULL
  AND real_time IS NOT NULL;
