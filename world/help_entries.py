"""Help that belongs to no command."""

from gothmud.config import Settings, home_dir, load


def audit_words(settings: Settings) -> str:
    """Return what people are told of the audit log and of who reads it, as it is set."""
    audit = settings.audit
    if not audit.on:
        return "No log of connections is kept."
    whispers = f"The words of whispers and letters are {'in it' if audit.whispers else 'left out'}."
    kept = f"for {audit.keep_days} days" if audit.keep_days else "without a limit"
    return f"""All that you type and all that you are shown is kept in the city's audit log {kept}, on the same machine, with
your name and where you were. {whispers} The watcher in the clock tower reads it every {settings.tower.minutes}
minutes and keeps dossiers{_unread(settings)}. 'forget me yes' takes you out of those, out of everybody's notes, and what you
wrote off boards and out of boxes; the log and the record stay."""


def _unread(settings: Settings) -> str:
    hidden = settings.audit.whispers and not settings.tower.whispers
    return ", without the words of whispers and letters" if hidden else ""


HELP_ENTRY_DICTS = [
    {
        "key": "privacy",
        "category": "general",
        "text": """
What you say, whisper, pose, write and do is written to the city's record on the machine of whoever runs it. The people who
hear you may have a language model in their head: then your words go to the model endpoint that this city uses, and may
stay in that person's own session file. Passwords are never recorded.

"""
        + audit_words(load(home_dir())),
    },
    {
        "key": "first walk",
        "aliases": ["start", "newcomer"],
        "category": "general",
        "text": """
  look             where you are           look <word>    closer at something
  <direction>      go there                map            the city around you
  say <words>      to the room             whisper <name> <words>
  use <thing>      ring it, read it        get, drop, give <thing> to <name>
  who              who is awake            time           hour, weather, moon
  city <words>     to the whole city       emote <what you do>
  read, pin <words>                       the board in the square
  write <name>: <words>, letters          at a post box; it waits for them
  sleep, wake      the night               shake <name>    a sleeper
  walk             learn these one by one  screenreader    nothing drawn

Say somebody's name and they know that you mean them. Go to the hospital and try to convince the receptionist
that you are not ill.
""",
    },
]
