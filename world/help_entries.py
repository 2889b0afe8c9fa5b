"""Help that belongs to no command."""

HELP_ENTRY_DICTS = [
    {
        "key": "privacy",
        "category": "general",
        "text": """
What you say, whisper, pose and do is written to the city's record on the machine of whoever runs it. The people who
hear you may have a language model in their head: then your words go to the model endpoint that this city uses, and may
stay in that person's own session file. Passwords are never recorded.
""",
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
  who              who is awake            time           the hour and the weather
  city <words>     to the whole city       emote <what you do>
  sleep, wake      the night               shake <name>    a sleeper

Say somebody's name and they know that you mean them. Go to the hospital and try to convince the receptionist
that you are not ill.
""",
    },
]
