"""What of a typed line or of a message may be written down: no password, however it was typed.

Before login nearly anything typed may be a password, so only known commands are kept, and nothing that follows them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

from gothmud import wire

MASK = "***"
PREFIXES = "@&/+"  # Evennia ignores them before a command
BEFORE_LOGIN = frozenset(
    "connect conn con co create cre cr quit q qu look l help h ? encoding encode screenreader info".split()
) | {"", "__unloggedin_look_command"}  # an empty line; what Evennia itself types for the welcome screen
SECRETIVE = ("password", "userpassword", "passwd", "connect", "create")
ALIKE = 75.0  # of 100: 'pasword', 'PASSWROD', 'conect'
SPEECH = ("say", "ask", "tell", "whisper", "emote", "pose", "city", "shout", "write", "pin", '"', "'", ":")
NAMED = re.compile("passw|pwd", re.IGNORECASE)  # and what follows, in a line that isn't speech
ECHO = "Command '"  # how Evennia begins to repeat a line that was no command
SHORTEST = 3  # characters of a typed word that is looked for in what comes back


def typed(line: str, *, logged_in: bool) -> str:
    """Return a typed line without what may be a secret."""
    line = line.strip()
    first, _, rest = line.partition(" ")
    word = first.lstrip(PREFIXES).casefold()
    if not logged_in:
        return MASK if word not in BEFORE_LOGIN else f"{first} {MASK}" if rest.strip() else first
    if line.casefold().startswith(SPEECH):
        return line
    if secretive := _meant(word):
        return f"{secretive} {MASK}"
    named = NAMED.search(line)
    return line[: named.start()] + MASK if named else line


def is_command(line: str) -> bool:
    """Whether a line typed before login is one of the commands there are."""
    return line.strip().partition(" ")[0].lstrip(PREFIXES).casefold() in BEFORE_LOGIN


@lru_cache(256)
def _meant(word: str) -> str:
    """Return the command with a secret that a word is meant for, or nothing."""
    return next((each for each in SECRETIVE if _alike(word, each)), "")


def _alike(word: str, secretive: str) -> bool:
    return word.startswith(secretive) or fuzz.ratio(word, secretive) >= ALIKE


def words_of(line: str) -> list[str]:
    """Return the words of a line typed before login that may not come back in an answer."""
    return [each for each in re.split(r'[\s"=]+', line) if len(each) >= SHORTEST]


def answer(text: str, words: list[str]) -> str:
    """Return a text shown before login without the words that were typed there."""
    for each in sorted(words, key=len, reverse=True):
        text = re.sub(f"{re.escape(each)}|{re.escape(each.replace('|', '||'))}", MASK, text, flags=re.IGNORECASE)
    return text


def message(told: wire.Message) -> wire.Message:
    """Return a message of a client without its secrets."""
    match told:
        case wire.Credentials():
            return told.model_copy(update={"account": MASK, "password": MASK})
        case wire.TokenLogin():
            return told.model_copy(update={"token": MASK})
        case _:
            return told
