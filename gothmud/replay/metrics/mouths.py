"""Mouths: through how many mouths a fact has come when somebody first hears it.

Part: `mouths` of the telling (the view `tellings`), for each person to whom it made the fact known: 1 from somebody with
whom it was planted. Whole: the persons to whom it was made known. Counted on the day of the telling, for the hearer.
Limits: a teller of whom nobody saw how they knew counts as a beginning.
"""

from gothmud.replay.metrics.measuring import Metric

QUERY = """
SELECT city, city_time::DATE AS day, who, sum(mouths) AS part, count(*) AS whole
FROM (SELECT city, city_time, mouths, unnest("new") AS who FROM tellings) GROUP BY ALL
"""
METRIC = Metric("mouths", "mouths until a person hears a fact", __doc__ or "", QUERY)
