"""The metrics of gothmud.replay.metrics, written plainly with pandas: the peer of the replay benchmark."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from gothmud.gauges.waits import GIVE_UP
from gothmud.replay.metrics.grams import WINDOW
from gothmud.words import words_of

SIGNS = ["said", "moved", "came", "went", "handled", "slept"]


def measure(paths: list[Path]) -> dict[str, float]:
    """Return the compared metrics of a record of one city."""
    events = pd.concat(
        [pd.read_json(path, lines=True, convert_dates=["city_time"]) for path in paths], ignore_index=True
    )
    events["real_time"] = pd.to_datetime(events["real_time"], format="ISO8601", utc=True)
    events["city_time"] = pd.to_datetime(events["city_time"], format="ISO8601")
    events["day"] = events.city_time.dt.date
    said = events[events.kind == "said"].sort_values("seq")
    spoken = said[(said["mode"] != "channel") & (said.tier != "human")]
    waits, asked = _answers(said)
    return {
        "nesting": _nesting(events), "places": _places(events), "partners": _partners(said),
        "novelty": _novelty(spoken, "who"), "cast_novelty": _novelty(spoken, "room"), "floor_share": _floor(said),
        "human_wait": sum(waits) / len(waits), "answered": len(waits) / asked, **_of_minds(events),
    }  # fmt: skip


def _nesting(events: pd.DataFrame) -> float:
    slept = events[(events.kind == "slept") & (events.state == "asleep")]
    times = slept.groupby(["who", "room"]).size().reset_index(name="times")
    homes = times.sort_values(["who", "times", "room"], ascending=[True, False, True]).groupby("who").room.first()
    signs = events[(events.source == "world") & events.kind.isin(SIGNS) & events.who.isin(homes.index)]
    signs = signs.sort_values(["who", "seq"])
    seconds = (signs.groupby("who").city_time.shift(-1) - signs.city_time).dt.total_seconds()
    state = signs.state.where(signs.kind == "slept").replace("shaken", None)
    awake = state.groupby(signs.who).ffill().fillna("awake") == "awake"
    here = awake & (signs.kind != "went") & seconds.notna()
    at_home = here & (signs.room == signs.who.map(homes))
    return float(seconds[at_home].sum() / seconds[here].sum())


def _places(events: pd.DataFrame) -> float:
    seen = events[(events.source == "world") & events.kind.isin([each for each in SIGNS if each != "went"])]
    return float(seen.dropna(subset=["room"]).groupby(["day", "who"]).room.nunique().mean())


def _ears(said: pd.DataFrame) -> pd.DataFrame:
    ears = said[["day", "who", "heard", "text"]].explode("heard")
    return ears[ears.heard != ears.who]


def _partners(said: pd.DataFrame) -> float:
    pairs = _ears(said[said["mode"] != "channel"])[["day", "who", "heard"]].drop_duplicates().dropna()
    mutual = pairs.merge(pairs, left_on=["day", "who", "heard"], right_on=["day", "heard", "who"])
    everybody = pd.concat(
        [pairs[["day", "who"]], pairs[["day", "heard"]].rename(columns={"heard": "who"})]
    ).drop_duplicates()
    return len(mutual) / len(everybody)


def _novelty(spoken: pd.DataFrame, owner: str) -> float:
    new = total = 0
    for _, texts in spoken.groupby(owner).text:
        last: dict[tuple[str, ...], int] = {}
        for number, text in enumerate(texts):
            tokens = words_of(text)
            grams = {*zip(tokens, tokens[1:], tokens[2:], strict=False)}
            total += len(grams)
            new += sum(gram not in last or number - last[gram] > WINDOW for gram in grams)
            last.update(dict.fromkeys(grams, number))
    return new / total


def _floor(said: pd.DataFrame) -> float:
    lines = said[said["mode"] != "channel"]
    humans = set(said[said.tier == "human"].who)
    own = lines[lines.who.isin(humans)].text.str.count(" ") + 1
    ears = _ears(lines)
    heard = ears[ears.heard.isin(humans)].text.str.count(" ") + 1
    return float(own.sum() / (own.sum() + heard.sum()))


def _answers(said: pd.DataFrame) -> tuple[list[float], int]:
    """Return the seconds of the waits that were answered, and how many waits there were."""
    waiting: dict[int, tuple[int, pd.Timestamp]] = {}
    waits: list[float] = []
    asked = 0
    for line in said[["who", "tier", "turn", "heard", "real_time"]].itertuples():
        at: pd.Timestamp = line.real_time
        waiting = {who: each for who, each in waiting.items() if at - each[1] <= GIVE_UP}
        if line.tier == "human":
            if pd.notna(line.turn) and waiting.get(line.who, (None,))[0] != line.turn:
                waiting[line.who], asked = (int(line.turn), at), asked + 1
        else:
            for human in [each for each in waiting if waiting[each][0] == line.who and each in line.heard]:
                waits.append((at - waiting.pop(human)[1]).total_seconds())
    return waits, asked


def _of_minds(events: pd.DataFrame) -> dict[str, float]:
    nudges, calls = events[events.kind == "nudge"], events[events.kind == "call"]
    settled = nudges[nudges.fate.isin(["obeyed", "ignored"])]
    tokens = calls.prompt_tokens.fillna(0).sum() + calls.output_tokens.fillna(0).sum()
    reported = calls.dropna(subset=["cached_tokens", "prompt_tokens"])
    return {
        "nudges_obeyed": float((settled.fate == "obeyed").mean()),
        "tokens": float(tokens / (events.kind == "turn").sum()),
        "prefix_reuse": float(reported.cached_tokens.sum() / reported.prompt_tokens.sum()),
    }
