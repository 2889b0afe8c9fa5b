"""The city's channel: the verb, and its etiquette put to bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from gothmud import wire
from gothmud.events import Said
from gothmud.wire import Act, ActResult
from typeclasses import floors
from typeclasses.acts import Refusal
from typeclasses.chronicle import Show
from typeclasses.city import in_bodies, the_city, those_awake
from typeclasses.doing import done, who, words
from typeclasses.places import city_file
from world.channel import Channel
from world.floor import Line, Present

if TYPE_CHECKING:
    from typeclasses.characters import Character


def channel(body: Character, act: Act) -> ActResult:
    """Say something on the city's channel: everybody who is awake hears it."""
    text, rules, ears = words(body, act.text), _rules(), _ears()
    line = rules.turn(Line(body.id, body.tier == "human", text, floors.now()), ears)
    if why := rules.ruling(line, ears):
        raise Refusal(why)
    shown = {
        "channel": city_file().get("channel", "city"), "talker": body.key, "who": body.id, "text": text, "human": line.human, "turn": line.turn,
    }  # fmt: skip
    event = the_city().chronicle.happen(
        Said, Show(wire.ChannelText, shown, those_awake()), cause=act.cause, room=body.location.id, mode="channel", text=text,
        turn=line.turn, **who(body),
    )  # fmt: skip
    transaction.on_commit(lambda: rules.take(line))
    return done(act, event)


def _rules() -> Channel:
    """Return the channel's rules; after a start they know what was called before. Another clock begins them anew."""
    city = the_city()
    if city.channel is None or city.channel_is_fast != city.fast.on:
        city.channel, city.channel_is_fast = Channel(settings.GOTHMUD.channel), city.fast.on
        for event in city.chronicle.lately(None, Said):
            if isinstance(event, Said) and event.mode == "channel":
                at = floors.moment_of(event)
                city.channel.take(Line(event.who, event.tier == "human", event.text, at, turn=event.turn))
    return city.channel


def _ears() -> list[Present]:
    """Return those who hear the channel."""
    return [floors.present(each) for each in {session.puppet for session in in_bodies()} if not each.asleep]
