-- Who told a followed fact to whom, and how many mouths it had come through by then: a tree by `learnt` and `words`.
-- city: the city's name
-- id: the event's id
-- seq: its number
-- city_time: the hour on the tower
-- fact: the fact's id
-- words: the event of the words that told it
-- learnt: the event (words, or the planting) by which the teller came to know it, or empty
-- mouths: 1 for who knew it from the planting, or from nowhere; else one more than the telling it was learnt from
-- who: the teller's number
-- name: the teller's name
-- mode: say, whisper, emote or channel
-- manner: told, asked or denied
-- text: the words
-- score: how surely they tell it, 0 to 1
-- new: the numbers of those who hadn't heard it
-- heard: the numbers of all who heard it
-- like_planted: how alike the words are to the planted ones, 0 to 1
-- like_learnt: how alike they are to those by which the teller learnt it
WITH RECURSIVE told AS (
  SELECT city, id, seq, city_time, fact, cause AS words, coalesce(learnt, '') AS learnt, who, name, mode, manner, text,
    score, coalesce("new", []) AS "new", coalesce(heard, []) AS heard, like_planted, like_learnt
  FROM events WHERE kind = 'telling'
), ways AS (
  SELECT city, id, seq, fact, words, 1 AS mouths FROM told
  WHERE NOT EXISTS (FROM told AS earlier WHERE earlier.city = told.city AND earlier.fact = told.fact
    AND earlier.words = told.learnt AND earlier.seq < told.seq)
  UNION ALL
  SELECT told.city, told.id, told.seq, told.fact, told.words, ways.mouths + 1
  FROM told JOIN ways ON ways.city = told.city AND ways.fact = told.fact AND ways.words = told.learnt AND ways.seq < told.seq
)
SELECT told.city, id, told.seq, city_time, told.fact, told.words, learnt, mouths, who, name, mode, manner, text, score, "new",
  heard, like_planted, like_learnt
FROM told JOIN (SELECT city, id, min(mouths) AS mouths FROM ways GROUP BY ALL) AS deep USING (city, id);
