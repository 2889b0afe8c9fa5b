"""Cast novelty: how much of what is said is new in the room.

As novelty, but an utterance is compared with the 40 utterances before it in its room, whoever said them: people that
echo each other are new to themselves, not to the room.
Limits: as novelty's. Humans' words aren't counted, nor compared with.
"""

from gothmud.replay.metrics.grams import novelty_in
from gothmud.replay.metrics.measuring import Metric

METRIC = Metric(
    "cast_novelty", "share of 3-grams that the room hasn't just heard", __doc__ or "",
    count=lambda record: novelty_in(record, "room"),
)  # fmt: skip
