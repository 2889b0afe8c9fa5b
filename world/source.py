"""One YAML text of a city: its values, and at which line each stands."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from gothmud.errors import CityError

MAX_ALIASES = 50  # YAML aliases in one file; a bomb has many more


class Source:
    """One YAML text: where it is, and at which line each field stands."""

    def __init__(self, path: Path, text: str, first_line: int = 1) -> None:
        self.path, self.first_line = path, first_line
        if text.count("*") > MAX_ALIASES and text.count("&") > 0 and _aliases(text) > MAX_ALIASES:
            raise CityError(f"{path}: more than {MAX_ALIASES} YAML aliases; write the values out")
        try:
            self.value = YAML(typ="rt").load(io.StringIO(text))
        except MarkedYAMLError as error:
            line = (error.problem_mark.line if error.problem_mark else 0) + first_line
            raise CityError(f"{path}:{line}: no YAML: {error.problem or error}") from None
        except ReaderError as error:
            line = text[: error.position].count("\n") + first_line
            raise CityError(f"{path}:{line}: no YAML: {error.reason}: {error.character!r}") from None
        except (YAMLError, RecursionError) as error:
            raise CityError(f"{path}: no YAML: {str(error).splitlines()[0]}") from None

    def line(self, loc: Iterable[Any]) -> int:
        """Return the line of the field at ``loc`` (or of the nearest parent that has one)."""
        node, line = self.value, 0
        for part in loc:
            if isinstance(node, CommentedMap) and part in node:
                line = node.lc.key(part)[0] if part in (node.lc.data or {}) else line  # merged in: no line of its own
            elif isinstance(node, CommentedSeq) and isinstance(part, int) and part < len(node):
                line = node.lc.item(part)[0]
            else:
                break
            node = node[part]
        return line + self.first_line

    def where(self, *loc: Any) -> str:
        """Return ``file:line`` of a field, for messages."""
        return f"{self.path}:{self.line(loc)}"


def _aliases(text: str) -> int:
    return sum(word.startswith("*") for word in text.replace("[", " ").replace(",", " ").split())
