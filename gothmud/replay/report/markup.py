"""HTML and SVG by small functions. Whatever isn't markup already is escaped: what people typed stays text."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


def tag(name: str, *content: object, **attributes: object) -> Markup:
    """Return an element. ``class_`` is written ``class``, ``stroke_width`` ``stroke-width``; None leaves one out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_plain(value))}"'
        for key, value in attributes.items() if value is not None
    )  # fmt: skip
    return Markup(f"<{name}{written}>{joined(content)}</{name}>")


def joined(parts: Iterable[object]) -> Markup:
    """Return parts one after the other, escaped where they aren't markup."""
    return Markup("".join(each if isinstance(each, Markup) else escape(_plain(each), quote=False) for each in parts))


def figure(said: str, width: float, height: float, *content: object) -> Markup:
    """Return an SVG image that scales with the page; ``said`` is what is read out in its place."""
    box = f"0 0 {_plain(width)} {_plain(height)}"
    return tag("svg", tag("title", said), *content, viewBox=box, width=width, height=height, role="img")


def label(text: str, x: float, y: float, kind: str | None = None, anchor: str | None = None) -> Markup:
    """Return words in a picture."""
    return tag("text", text, x=x, y=y, class_=kind, text_anchor=anchor)


def table(head: list[str], rows: Iterable[Iterable[object]]) -> Markup:
    """Return a table; numbers stand to the right. Nothing where there are no rows."""
    body = [tag("tr", *(tag("td", _cell(each), class_=_side(each)) for each in row)) for row in rows]
    if not body:
        return Markup()
    first = tag("tr", *(tag("th", each, scope="col") for each in head))
    return tag("table", tag("thead", first), tag("tbody", *body))


def folded(title: str, *content: object) -> Markup:
    """Return what opens when its title is clicked, and is open in print."""
    return tag("details", tag("summary", title), *content)


def shortened(text: str, most: int) -> str:
    """Return a text on one line, cut at ``most`` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _cell(value: object) -> object:
    match value:
        case None:
            return "–"
        case bool() | Markup():
            return value
        case int():
            return f"{value:,}"
        case float():
            return f"{value:,.3g}" if abs(value) < 100 else f"{value:,.0f}"
    return value


def _side(value: object) -> str | None:
    return "number" if value is None or (isinstance(value, int | float) and not isinstance(value, bool)) else None


def _plain(value: object) -> str:
    """Return a value as text without signs that are none on paper: control signs, and those that turn a line around."""
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return "".join(each if each.isprintable() or each == "\n" else " " for each in str(value))
