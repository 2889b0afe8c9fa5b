"""What one sees before one is in."""

from django.conf import settings

_AUDIT = settings.GOTHMUD.audit
_WHISPERS = "whispers and letters too" if _AUDIT.whispers else "whispers and letters without their words"
_UNREAD = "" if settings.GOTHMUD.tower.whispers or not _AUDIT.whispers else ", these unread"
_KEPT = f"All that crosses the wire is kept, {_WHISPERS}, and a watcher reads it{_UNREAD}." if _AUDIT.on else ""


def connection_screen(*, drawn: bool = True) -> str:
    """Return it, with the tower or in words only."""
    from typeclasses.places import city_file

    city = city_file()
    place = f"|w{city['name']}.|n {city.get('motto', '')}" if city else ""
    return (DRAWN if drawn else TOLD).format(place=place) + WORDS


TOLD = """
Gothmud, a city that runs around the clock. {place}
"""
DRAWN = """
|x                 .
                /_\\
               |n/ |Y10|n \\
           |x_  |n|_____|x  _
          |n/ \\_||  _  ||_/ \\      |YG O T H M U D|n
          ||   ||  ||||  ||   ||      a city that runs around the clock
          ||___||__||||__||___||     {place}
"""
WORDS = f"""
  New here:    |wcreate <name> <password>|n
  Back again:  |wconnect <name> <password>|n
  Read aloud:  |wscreenreader|n

  |xSome of the people who live here have a language model in their head. What you say is heard,
  may be remembered by them, and is written to the city's record.  (help privacy)
  {_KEPT}|n
"""
