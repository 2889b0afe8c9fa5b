"""Lines of humans and their first answers, for the metrics of waiting."""

ANSWERS = """
WITH asked AS (
  SELECT city, id, seq, who, city_time, real_time FROM utterances
  WHERE tier = 'human' AND mode IN ('say', 'whisper') AND len(heard) > 0 AND city_time IS NOT NULL
), answers AS (
  SELECT city, cause, min(real_time) AS real_time FROM utterances
  WHERE tier <> 'human' AND mode <> 'channel' AND cause <> '' GROUP BY ALL
), waits AS (
  SELECT asked.city, asked.city_time::DATE AS day, asked.who,
    epoch(answers.real_time) - epoch(asked.real_time) AS seconds
  FROM asked LEFT JOIN answers ON answers.city = asked.city AND answers.cause = asked.id
)
"""
