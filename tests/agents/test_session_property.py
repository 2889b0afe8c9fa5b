"""The context only grows, byte for byte, and is the same after a restart."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from agents.session import ROLES, Session, messages_of, transcript_of
from tests.agents.fakes import NOON
from tests.base.strategies import QUICK

KINDS = [each for each in ROLES if each not in ("header", "compaction")]
ADDS = st.lists(st.tuples(st.sampled_from([*KINDS, "compaction"]), st.text(max_size=20)), max_size=12)


def flat(made: Session) -> str:
    return "".join(f"<{each['role']}>{each['content']}" for each in messages_of(made.entries))


@QUICK
@given(ADDS)
def test_the_context_before_is_a_prefix_of_the_context_after(adds: list[tuple[Any, str]]) -> None:
    with TemporaryDirectory() as folder:
        made = Session(Path(folder) / "s")
        made.add("header", "H", city_time=NOON)
        for kind, text in adds:
            before, chat, header = transcript_of(made.entries), flat(made), made.entries[0]
            entry = made.add(kind, text, city_time=NOON)
            if kind == "compaction":
                assert made.entries == [header, entry]
                continue
            assert transcript_of(made.entries).startswith(before)
            assert flat(made).startswith(chat)
            assert transcript_of(made.entries) == before + (text if ROLES[kind] else "")
        made.close()


@QUICK
@given(ADDS, st.integers(0, 12))
def test_reopening_anywhere_gives_the_same_context(adds: list[tuple[Any, str]], stop: int) -> None:
    with TemporaryDirectory() as folder:
        once, often = Session(Path(folder) / "once"), Session(Path(folder) / "often")
        for number, (kind, text) in enumerate([("header", "H"), *adds]):
            for each in (once, often):
                each.add(kind, text, city_time=NOON, data={"seq": number})
            if number % (stop + 1) == 0:
                often.close()
                again = Session(often.path)
                assert again.entries == often.entries
                often = again
        assert messages_of(often.entries) == messages_of(once.entries)
        assert [each.hash for each in often.entries] == [each.hash for each in once.entries]
        assert (often.count, often.last_seq) == (once.count, once.last_seq)
        once.close()
        often.close()
