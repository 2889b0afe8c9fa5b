"""The steps of a turn, as a table: in which process, which function makes it, and when the process dies there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from tests.live.mortal.about import act, acting, answer, any_call, asked, entry, her_answer, her_line, human_line, told

Process = Literal["agents", "server", "portal"]
When = Literal["before", "after", "within", "half"]
Meant = Callable[[tuple[Any, ...], str], bool]  # the call's arguments and the word: whether it is this call


@dataclass(frozen=True)
class Step:
    """Death of ``process`` at the call of ``module:name`` that is ``meant``.

    ``within``: while it waits for something; ``half``: with half of what it writes in the file.
    """

    process: Process
    called: str
    module: str
    name: str
    when: When
    meant: Meant

    @property
    def id(self) -> str:
        """The step's name in tests and tables."""
        return f"{self.process}: {self.called}"


ADD, SEND, TAKE = (
    ("agents.session", "Session.add"),
    ("agents.connection", "Connection.send"),
    ("agents.body", "CityBody._take"),
)
ASK, WRITE, TURN = (
    ("agents.endpoint", "Endpoint.complete"),
    ("gothmud.journal", "Journal.put"),
    ("agents.mind", "Mind.record_turn"),
)
PERFORM, STORE = ("typeclasses.acts", "perform"), ("typeclasses.chronicle", "_store")
ANSWER, COMMIT = (
    ("typeclasses.chronicle", "store_answer"),
    ("django.db.backends.base.base", "BaseDatabaseWrapper._commit"),
)
PUT, TELL = ("gothmud.record", "Recorder.put"), ("typeclasses.city", "City.tell")
LINK, SOCKET = ("server.amp", "_Link._send_off"), ("twisted.internet.tcp", "Connection.writeSomeData")
DELIVER, FRAME = ("server.amp", "_Link._deliver"), ("server.websocket", "FrameFormat.decode_incoming")
TYPED, LINE = ("typeclasses.acts", "do_typed"), ("server.telnet", "Telnet.data_in")

STEPS = (
    Step("agents", "what is perceived comes in", *TAKE, "before", told),
    Step("agents", "turn opened", *ADD, "after", entry("note")),
    Step("agents", "percept half written", *WRITE, "half", entry("percept")),
    Step("agents", "percept written", *ADD, "after", entry("percept")),
    Step("agents", "before the model is asked", *ASK, "before", asked),
    Step("agents", "the model is asked", *ASK, "within", asked),
    Step("agents", "the model has answered", *ASK, "after", asked),
    Step("agents", "intent half written", *WRITE, "half", entry("reply")),
    Step("agents", "intent on disk", *ADD, "after", entry("reply")),
    Step("agents", "before the act is sent", *SEND, "before", act),
    Step("agents", "the act is sent", *SEND, "after", act),
    Step("agents", "the result comes in", *TAKE, "before", answer),
    Step("agents", "before the outcome is written", *ADD, "before", entry("outcome")),
    Step("agents", "outcome half written", *WRITE, "half", entry("outcome")),
    Step("agents", "outcome written", *ADD, "after", entry("outcome")),
    Step("agents", "turn recorded", *TURN, "after", any_call),
    Step("server", "a human's line comes in", *TYPED, "before", human_line),
    Step("server", "act received", *PERFORM, "before", act),
    Step("server", "effect done, event not stored", *STORE, "before", her_line),
    Step("server", "event stored", *STORE, "after", her_line),
    Step("server", "answer stored", *ANSWER, "after", answer),
    Step("server", "before COMMIT", *COMMIT, "before", acting),
    Step("server", "after COMMIT", *COMMIT, "after", acting),
    Step("server", "record line half written", *WRITE, "half", her_line),
    Step("server", "record line written", *PUT, "after", her_line),
    Step("server", "told to bodies", *TELL, "after", her_line),
    Step("server", "act done", *PERFORM, "after", act),
    Step("server", "result in a bundle", *LINK, "before", her_answer),
    Step("server", "result sent", *SOCKET, "after", her_answer),
    Step("portal", "a human's line comes in", *LINE, "before", human_line),
    Step("portal", "what is said comes from the server", *DELIVER, "before", human_line),
    Step("portal", "act received", *FRAME, "before", her_line),
    Step("portal", "act sent to the server", *SOCKET, "after", her_line),
    Step("portal", "result comes from the server", *DELIVER, "before", her_answer),
    Step("portal", "result handed to the sockets", *DELIVER, "after", her_answer),
)  # fmt: skip
BY_ID = {each.id: each for each in STEPS}
PAIRS = (
    ("agents: intent on disk", "agents: the act is sent"),
    ("agents: the act is sent", "server: act done"),
    ("server: after COMMIT", "agents: the result comes in"),
    ("server: before COMMIT", "server: after COMMIT"),
    ("agents: what is perceived comes in", "portal: act received"),
)
