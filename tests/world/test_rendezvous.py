"""The fast clock's rule: it passes no promise, jumps over no mind that thinks, and stands still for no one else."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from tests.base.strategies import QUICK
from world.rendezvous import Rendezvous

NOON = datetime(1890, 3, 1, 12)
MINUTE = timedelta(minutes=1)
BODIES = st.integers(1, 4)
MINUTES = st.integers(-5, 600).map(lambda count: count * MINUTE)


def ready(*untils: timedelta) -> Rendezvous:
    """Return a rendezvous in which each body has read all and promised this much from noon on."""
    meeting = Rendezvous()
    for body, until in enumerate(untils, 1):
        meeting.expect(body)
        meeting.declare(body, NOON + until, 0)
    return meeting


def test_it_goes_to_the_earliest_promise() -> None:
    assert ready(9 * MINUTE, 5 * MINUTE).next_jump(NOON, NOON + 60 * MINUTE) == NOON + 5 * MINUTE


def test_the_world_is_due_too() -> None:
    assert ready(9 * MINUTE).next_jump(NOON, NOON + MINUTE) == NOON + MINUTE


def test_it_stands_still_for_a_mind_that_has_declared_nothing() -> None:
    meeting = ready(9 * MINUTE)
    meeting.expect(7)
    assert meeting.next_jump(NOON, NOON + MINUTE) is None
    assert meeting.waiting_for(NOON) == [7]


def test_what_was_sent_since_makes_a_promise_void_until_it_was_read() -> None:
    meeting = ready(9 * MINUTE)
    meeting.told(1, 12)
    assert meeting.next_jump(NOON, NOON + MINUTE) is None
    meeting.declare(1, NOON + 9 * MINUTE, 11)  # it was sent before it had read
    assert meeting.next_jump(NOON, NOON + MINUTE) is None
    meeting.declare(1, NOON + 9 * MINUTE, 12)
    assert meeting.next_jump(NOON, NOON + MINUTE) == NOON + MINUTE


def test_nobody_has_read_what_was_not_sent() -> None:
    meeting = ready(9 * MINUTE)
    meeting.declare(1, NOON + 9 * MINUTE, 10**9)
    meeting.told(1, 5)
    assert meeting.next_jump(NOON, NOON + MINUTE) is None


def test_a_mind_that_is_due_is_waited_for() -> None:
    meeting = ready(5 * MINUTE, 9 * MINUTE)
    assert meeting.next_jump(NOON + 5 * MINUTE, NOON + 6 * MINUTE) is None
    assert meeting.waiting_for(NOON + 5 * MINUTE) == [1]


def test_who_left_is_not_waited_for_until_it_is_back() -> None:
    meeting = ready(9 * MINUTE, 5 * MINUTE)
    meeting.left(2)
    assert meeting.next_jump(NOON, NOON + 60 * MINUTE) == NOON + 9 * MINUTE
    meeting.expect(2)
    assert meeting.next_jump(NOON, NOON + 60 * MINUTE) is None


def test_a_city_that_all_minds_have_left_stands_still() -> None:
    meeting = ready(9 * MINUTE)
    meeting.left(1)
    assert meeting.next_jump(NOON, NOON + MINUTE) is None


def test_a_city_without_minds_goes_by_the_worlds_dues() -> None:
    assert Rendezvous().next_jump(NOON, NOON + MINUTE) == NOON + MINUTE


@QUICK
@given(st.lists(MINUTES, min_size=1), MINUTES)
def test_it_never_goes_back(untils: list[timedelta], due: timedelta) -> None:
    target = ready(*untils).next_jump(NOON, NOON + due)
    assert target is None or target >= NOON


class Street(RuleBasedStateMachine):
    """Minds that come, go, hear, think and promise in any order; the clock jumps whenever the rule lets it."""

    def __init__(self) -> None:
        super().__init__()
        self.meeting, self.now, self.seq = Rendezvous(), NOON, 0
        self.promised: dict[int, datetime | None] = {}  # by body that is in; None while its mind is at work
        self.unread: set[int] = set()

    @rule(body=BODIES)
    def comes(self, body: int) -> None:
        self.meeting.expect(body)
        self.promised[body] = None
        self.unread.discard(body)

    @rule(body=BODIES)
    def goes(self, body: int) -> None:
        self.meeting.left(body)
        self.promised.pop(body, None)
        self.unread.discard(body)

    @rule(body=BODIES)
    def hears(self, body: int) -> None:
        self.seq += 1
        self.meeting.told(body, self.seq)
        if body in self.promised:
            self.unread.add(body)

    @rule(body=BODIES, ahead=MINUTES)
    def declares(self, body: int, ahead: timedelta) -> None:
        self.meeting.declare(body, self.now + ahead, self.seq)
        if body in self.promised:
            self.promised[body] = self.now + ahead
            self.unread.discard(body)

    @rule(body=BODIES, ahead=MINUTES)
    def declares_too_early(self, body: int, ahead: timedelta) -> None:
        if body in self.unread:
            self.meeting.declare(body, self.now + ahead, 0)

    @rule()
    def jumps(self) -> None:
        target = self.meeting.next_jump(self.now, self.now + MINUTE)
        busy = [body for body, until in self.promised.items() if until is None or until <= self.now]
        if busy or self.unread:
            assert target is None, "jumped over a mind that thinks"
        elif self.promised:
            assert target is not None, "stood still though all are ready"
            assert self.now < target <= min(until for until in self.promised.values() if until is not None)
            self.now = target


TestStreet = Street.TestCase
TestStreet.settings = QUICK.__class__(QUICK, max_examples=80, stateful_step_count=40)
