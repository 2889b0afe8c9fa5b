"""What the report is drawn with: markup that no text breaks out of, hours on paper, lanes of a bounded size."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import accumulate, pairwise
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from gothmud.replay.report.markup import Markup, shortened, table, tag
from gothmud.replay.report.scale import span_of
from gothmud.replay.report.stays import STEP, Stay, blocks
from tests.base.strategies import QUICK

DAY = datetime(1890, 3, 1)
SPAN = span_of(DAY, DAY + timedelta(days=1), 100, 1000)
WALKS = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 20_000)), min_size=1, max_size=80)


@QUICK
@given(st.text())
def test_no_text_breaks_out_of_its_element(text: str) -> None:
    read = ElementTree.fromstring(tag("a", tag("b", text), text, title=text))
    kept = "".join(each if each.isprintable() or each == "\n" else " " for each in text)
    assert (read[0].text or "", read[0].tail or "") == (kept, kept)
    assert read.get("title") == kept.replace("\n", " ")


def test_markup_stays_and_all_else_is_escaped() -> None:
    assert (
        tag("p", Markup("<b>1</b>"), "<b>", 2.0, class_="x", stroke_width=1.25, id=None)
        == '<p class="x" stroke-width="1.2"><b>1</b>&lt;b&gt;2</p>'
    )
    assert table(["a"], []) == ""
    assert '<td class="number">1,234</td><td>x</td><td class="number">–</td>' in table(
        ["a", "b", "c"], [(1234, "x", None)]
    )
    assert shortened("  one\n two three", 8) == "one two…"


@QUICK
@given(WALKS)
def test_a_lane_covers_its_stays_once(walks: list[tuple[int, int]]) -> None:
    ends = [DAY + timedelta(seconds=each) for each in accumulate(seconds for _, seconds in walks)]
    stays = [
        Stay(1, room, since, until) for (room, _), (since, until) in zip(walks, pairwise([DAY, *ends]), strict=True)
    ]
    within = [each for each in stays if each.ends <= SPAN.ends]
    found = list(blocks(within, SPAN))
    assert len(found) <= 900 / STEP + 1
    assert all(one.right == other.left for one, other in pairwise(found))
    assert all(one.room != other.room for one, other in pairwise(found))
    assert {each.room for each in found} <= {each.room for each in within}
    assert {each.room for each in within if each.seconds > 600} <= {each.room for each in found}


@QUICK
@given(st.floats(0, 24))
def test_a_place_on_paper_is_the_moment_that_it_shows(hours: float) -> None:
    at = DAY + timedelta(hours=hours)
    assert abs(SPAN.at(SPAN.x(at)) - at) < timedelta(milliseconds=1)
    assert SPAN.left <= SPAN.x(at) <= SPAN.right
