"""Novelty: how much of what a person says is new in their own mouth.

An utterance's set of word 3-grams is taken (words in lower case, without punctuation). Part: its 3-grams that stand in
none of the speaker's 40 utterances before it. Whole: its 3-grams. People of all tiers but humans; not the channel.
Limits: new words aren't good words; whoever speaks nonsense is new all the time. Utterances of one or two words have no
3-gram. 3-grams are compared by a 64-bit hash.
"""

from gothmud.replay.metrics.grams import novelty_in
from gothmud.replay.metrics.measuring import Metric

METRIC = Metric(
    "novelty", "share of 3-grams that the speaker hasn't just said", __doc__ or "",
    count=lambda record: novelty_in(record, "who"),
)  # fmt: skip
