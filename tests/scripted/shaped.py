"""The smallest plausible value for a JSON schema. As much of JSON schema as gothmud and its probe use, and a bit more."""

from __future__ import annotations

import json
from typing import Any

THOUGHT = "That wants an answer."


def shaped(schema: dict[str, Any], text: str, heard: str) -> str:
    """Return JSON that obeys ``schema`` and says ``text``, to the one who begins the line ``heard`` where that can be."""
    return json.dumps(_value("", schema, text, heard), ensure_ascii=False)


def _value(name: str, schema: dict[str, Any], text: str, heard: str) -> Any:
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return _pick(name, schema["enum"], heard)
    if options := schema.get("anyOf") or schema.get("oneOf"):
        return _value(name, options[0], text, heard)
    kind = schema.get("type", "string")
    match kind[0] if isinstance(kind, list) else kind:
        case "object":
            return _object(schema, text, heard)
        case "array":
            return [_value(name, schema.get("items", {}), text, heard)] * max(1, schema.get("minItems", 1))
        case "string":
            return text[: schema.get("maxLength", len(text))].ljust(schema.get("minLength", 0), ".")
        case "integer" | "number":
            return schema.get("minimum", 0)
        case "boolean":
            return False
    return None


def _object(schema: dict[str, Any], text: str, heard: str) -> dict[str, Any]:
    """Return an object with all properties. Where one is called ``text``, the other free strings get a stock phrase."""
    properties = schema.get("properties") or {}
    others = THOUGHT if "text" in properties else text
    return {name: _value(name, each, text if name == "text" else others, heard) for name, each in properties.items()}


def _pick(name: str, options: list[Any], heard: str) -> Any:
    if name == "act" and "say" in options:
        return "say"
    if name == "to" and (speaker := next((each for each in options if each and heard.startswith(f"{each} ")), None)):
        return speaker
    return "" if "" in options else options[0]
