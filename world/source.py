"""One YAML text of a city: its values, read fast, and at which line each stands, found out only where it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode
from ruamel.yaml.reader import ReaderError

from gothmud.errors import CityError

MAX_ALIASES = 50  # YAML aliases in one file; a bomb has many more
MAX_DEPTH = 20  # lists and mappings inside each other; a city needs seven


class Source:
    """One YAML text: where it is, and at which line each field stands. Raises CityError for what is no YAML."""

    def __init__(self, path: Path, text: str, first_line: int = 1) -> None:
        self.path, self.first_line, self._text = path, first_line, text
        try:
            self._guard()
            self.value = YAML(typ="safe").load(text)
        except (YAMLError, ReaderError, RecursionError, ValueError):
            self._explain()

    def line(self, loc: Iterable[Any]) -> int:
        """Return the line of the field at ``loc`` (or of the nearest parent that has one: a merged field has none)."""
        node, line = self._root, 0
        for part in loc:
            if isinstance(node, MappingNode):
                found = next((pair for pair in node.value if pair[0].value == str(part)), None)
                if found is None:
                    break
                line, node = found[0].start_mark.line, found[1]
            elif isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
                node = node.value[part]
                line = node.start_mark.line
            else:
                break
        return line + self.first_line

    def where(self, *loc: Any) -> str:
        """Return ``file:line`` of a field, for messages."""
        return f"{self.path}:{self.line(loc)}"

    @cached_property
    def _root(self) -> Node:
        return YAML(typ="rt", pure=True).compose(self._text)

    def _guard(self) -> None:
        """Raise CityError for a bomb: before anything is built of it, and without recursion."""
        aliases = depth = 0
        for event in YAML(typ="safe").parse(self._text):
            aliases += isinstance(event, AliasEvent)
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            if aliases > MAX_ALIASES:
                raise CityError(f"{self.path}: more than {MAX_ALIASES} YAML aliases; write the values out")
            if depth > MAX_DEPTH:
                line = event.start_mark.line + self.first_line
                raise CityError(f"{self.path}:{line}: more than {MAX_DEPTH} lists and mappings inside each other")

    def _explain(self) -> None:
        """Read it once more, slowly: that parser knows best what is wrong and where."""
        try:
            self.value = YAML(typ="rt", pure=True).load(self._text)
        except MarkedYAMLError as error:
            line = (error.problem_mark.line if error.problem_mark else 0) + self.first_line
            raise CityError(f"{self.path}:{line}: no YAML: {error.problem or error}") from None
        except ReaderError as error:
            line = self._text[: error.position].count("\n") + self.first_line
            raise CityError(f"{self.path}:{line}: no YAML: {error.reason}: {error.character!r}") from None
        except (YAMLError, RecursionError, ValueError) as error:
            raise CityError(f"{self.path}: no YAML: {str(error).splitlines()[0]}") from None
