"""Yes-anding: how often an answer agrees and adds nothing.

Whole: lines said or whispered by somebody who is no human, whose line before in the room was another's. Part: those that
open with agreement (by the list of agents/builtin/ways_out.yaml, "yes", "indeed", "of course" and so on) and of whose
longer words (four letters and more, the opening ones left out) less than half are new to the room's last four lines.
Limits: agreement in the middle of a line isn't seen, nor agreement in other words. A short "Yes, I will." to a question is
counted, though nothing is wrong with it: compare shares, don't aim at 0.
"""

from gothmud.replay.literals import literal
from gothmud.replay.metrics.measuring import Metric, Sample, sampled, summed
from gothmud.replay.metrics.stretches import stretches
from gothmud.replay.opening import Opened
from gothmud.words import words_of

LONGER = "list_distinct(regexp_extract_all({}, '[\\p{{L}}'']{{4,}}'))"
BEFORE = 4  # lines of a room that an answer is held against
TALK = """
SELECT city, seq, city_time::DATE AS day, room, who, tier, lower(text) AS text
FROM utterances WHERE mode IN ('say', 'whisper') AND city_time IS NOT NULL
"""
LINES = "SELECT * FROM carried WHERE city = {city} UNION ALL SELECT * FROM talk WHERE {where}"
LAST = f"QUALIFY row_number() OVER (PARTITION BY room ORDER BY seq DESC) <= {BEFORE}"


def yes_andings(record: Opened) -> list[Sample]:
    """Return each answerer's answers of a day, and those of them that only agree."""
    from agents.builtin.ways_out import rules  # minds' modules take 0.2 s

    opens = literal("^(" + "|".join("\\W+".join(words_of(each)) for each in rules().opens) + ")\\b\\W*")
    record.keep("talk", TALK)
    record.hold("carried", "SELECT * FROM talk LIMIT 0")
    found: list[Sample] = []
    for stretch in stretches(record, "talk"):
        lines = LINES.format(city=literal(stretch.city), where=stretch.where)
        found += sampled(record, _query(lines, opens, literal(stretch.begins)))
        record.hold("carried", f"SELECT * FROM ({lines}) {LAST}")
    return summed(found)


def _query(lines: str, opens: str, begins: str) -> str:
    return f"""
WITH lines AS (
  SELECT *, row_number() OVER place AS n, lag(who) OVER place AS before FROM ({lines})
  WINDOW place AS (PARTITION BY city, room ORDER BY seq)
), answers AS (
  SELECT *, regexp_matches(text, {opens}) AS agrees FROM lines WHERE tier <> 'human' AND before <> who AND seq >= {begins}
), agreeing AS (
  SELECT city, room, n, {LONGER.format(f"regexp_replace(text, {opens}, '')")} AS words FROM answers WHERE agrees
), around AS (
  SELECT agreeing.city, agreeing.room, agreeing.n, any_value(words) AS words,
    flatten(list({LONGER.format("lines.text")})) AS heard
  FROM (SELECT *, unnest(range(n - {BEFORE}, n)) AS earlier FROM agreeing) AS agreeing
  JOIN lines ON lines.city = agreeing.city AND lines.room = agreeing.room AND lines.n = agreeing.earlier
  GROUP BY agreeing.city, agreeing.room, agreeing.n
), nothing AS (
  SELECT city, room, n FROM around WHERE len(list_filter(words, one -> NOT list_contains(heard, one))) * 2 < greatest(len(words), 1)
)
SELECT city, day, who, count(nothing.n) AS part, count(*) AS whole FROM answers LEFT JOIN nothing USING (city, room, n)
GROUP BY ALL
"""


METRIC = Metric("yes_anding", "share of answers that agree and add nothing", __doc__ or "", count=yes_andings)
