"""Find an endpoint and find out what it can do. What was found is written down; nothing is asked twice."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import httpx
from pydantic import BaseModel

from agents.dialects import DIALECTS, OTHER, Dialect, dig
from gothmud.clock import stopwatch
from gothmud.config import Model
from gothmud.errors import StartError

SMALL = 2_000_000_000  # parameters below which a model is carried (freedom: auto)
SCHEMA = {
    "type": "object", "properties": {"word": {"type": "string", "enum": ["yes", "no"]}}, "required": ["word"],
    "additionalProperties": False,
}  # fmt: skip


class Probed(BaseModel):
    """One question of the probe, for the ledger."""

    ok: bool
    prompt_tokens: int | None = None
    cached_tokens: int | None = None
    output_tokens: int | None = None
    seconds: float


class Findings(BaseModel):
    """What an endpoint was found to be and to do. Token counts of None are 'not reported'."""

    url: str
    dialect: str
    model: str
    embedded: bool = False
    chat: bool = False
    schema_: bool = False
    completions: bool = False
    usage: bool = False
    cached: bool = False
    context: int = 0
    slots: int = 1
    seconds_per_token: float | None = None
    parameters: int = 0
    extra: dict[str, Any] = {}
    remarks: list[str] = []
    probed: list[Probed] = []

    @property
    def schema(self) -> bool:  # pyright: ignore[reportIncompatibleMethodOverride] - pydantic's own is deprecated
        """Whether answers can be held to a JSON schema."""
        return self.schema_

    @property
    def small(self) -> bool:
        """Whether it is a model that has to be carried."""
        return 0 < self.parameters < SMALL


def find_running(host: str = "127.0.0.1") -> str:
    """Return the base URL of an endpoint that runs on its usual port, or an empty string. Asks each once, briefly."""
    with httpx.Client(timeout=0.4) as client:
        for dialect in DIALECTS:
            for port in dialect.ports:
                if _get(client, f"http://{host}:{port}{dialect.sign}") is not None and _models(
                    client, f"http://{host}:{port}/v1"
                ):
                    return f"http://{host}:{port}/v1"
    return ""


def probe_alive(settings: Model, key: str) -> str:
    """Return the name of the model that the endpoint of the settings gives. Raises StartError where it doesn't answer or
    lacks the model they name."""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    with httpx.Client(timeout=5.0, headers=headers) as client:
        return str(_choose(_listed(client, settings.endpoint), settings.name, settings.endpoint)["id"])


def probe(url: str, settings: Model, key: str, *, embedded: bool = False) -> Findings:
    """Ask an endpoint what it is and try what it can. Raises StartError where it doesn't answer or has no model."""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    with httpx.Client(timeout=httpx.Timeout(settings.timeout, connect=3.0), headers=headers) as client:
        model = _choose(_listed(client, url), settings.name, url)
        dialect, sign = _recognise(client, url)
        found = Findings(
            url=url, dialect=dialect.name, model=model["id"], embedded=embedded, extra=dialect.extra,
            context=settings.context or dig(sign, dialect.context_at) or _context_of(model),
            slots=settings.slots or dig(sign, dialect.slots_at) or 1, parameters=_parameters(model),
        )  # fmt: skip
        return _remarked(_tried(client, found), dialect)


def write(found: Findings, path: Path) -> None:
    """Write the findings down."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(found.model_dump_json(indent=1), encoding="utf-8")


def _get(client: httpx.Client, url: str) -> Any:
    try:
        answer = client.get(url)
        return answer.json() if answer.status_code == 200 else None
    except (httpx.HTTPError, ValueError):
        return None


def _models(client: httpx.Client, url: str) -> list[dict[str, Any]] | None:
    answer = _get(client, f"{url}/models")
    if not isinstance(answer, dict) or not isinstance(answer.get("data"), list):
        return None
    return [each for each in answer["data"] if isinstance(each, dict) and each.get("id")]


def _listed(client: httpx.Client, url: str) -> list[dict[str, Any]]:
    models = _models(client, url)
    if models is None:
        raise StartError(f"endpoint {url}: no answer at {url}/models; is the server running, and is it an OpenAI API?")
    return models


def _choose(models: list[dict[str, Any]], name: str, url: str) -> dict[str, Any]:
    names = [str(each.get("id")) for each in models]
    if name and name not in names:
        raise StartError(f"endpoint {url}: no model '{name}'; it has: {', '.join(names) or 'none'}")
    if not models:
        raise StartError(f"endpoint {url}: it lists no model; load one there first")
    return models[names.index(name)] if name else models[0]


def _recognise(client: httpx.Client, url: str) -> tuple[Dialect, Any]:
    root = url.removesuffix("/v1")
    for dialect in DIALECTS:
        if (sign := _get(client, root + dialect.sign)) is not None:
            return dialect, sign
    return OTHER, {}


def _context_of(model: dict[str, Any]) -> int:
    told = model.get("max_model_len") or (model.get("meta") or {}).get("n_ctx_train")
    return told if isinstance(told, int) else 0


def _parameters(model: dict[str, Any]) -> int:
    """Return the parameter count as told, else as the name says ('qwen3-1.7b'), else 0."""
    told = (model.get("meta") or {}).get("n_params")
    if told:
        return int(told)
    named = re.search(r"(\d+(?:\.\d+)?)\s*([bm])(?![a-z])", str(model["id"]).lower())
    return int(float(named[1]) * (1e9 if named[2] == "b" else 1e6)) if named else 0


def _tried(client: httpx.Client, found: Findings) -> Findings:
    ask = [{"role": "user", "content": 'Is water wet? Answer as JSON like {"word": "yes"}.'}]
    body = {"model": found.model, "messages": ask, "max_tokens": 24, "temperature": 0, **found.extra}
    post = _Post(client)
    chat = post(f"{found.url}/chat/completions", body)
    seconds = post.probed[0].seconds
    shape = {"type": "json_schema", "json_schema": {"name": "reply", "schema": SCHEMA, "strict": True}}
    held = post(f"{found.url}/chat/completions", {**body, "response_format": shape})
    plain = post(f"{found.url}/completions", {"model": found.model, "prompt": "One, two,", "max_tokens": 4})
    usage = (held or chat or {}).get("usage") or {}
    written = usage.get("completion_tokens") or 0
    return found.model_copy(update={
        "chat": chat is not None, "schema_": _obeyed(held), "completions": plain is not None, "usage": bool(usage),
        "cached": "cached_tokens" in (usage.get("prompt_tokens_details") or {}),
        "seconds_per_token": round(seconds / written, 4) if written else None, "probed": post.probed,
    })  # fmt: skip


class _Post:
    """Asks, and keeps what it cost."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        self.probed: list[Probed] = []

    def __call__(self, url: str, body: dict[str, Any]) -> dict[str, Any] | None:
        started = stopwatch()
        value = self._answer(url, body)
        usage = (value or {}).get("usage") or {}
        self.probed.append(Probed(
            ok=value is not None, prompt_tokens=usage.get("prompt_tokens"), output_tokens=usage.get("completion_tokens"),
            cached_tokens=(usage.get("prompt_tokens_details") or {}).get("cached_tokens"), seconds=stopwatch() - started,
        ))  # fmt: skip
        return value

    def _answer(self, url: str, body: dict[str, Any]) -> dict[str, Any] | None:
        try:
            answer = self._client.post(url, json=body)
            value = answer.json() if answer.status_code == 200 else None
        except (httpx.HTTPError, ValueError):
            return None
        return value if isinstance(value, dict) and value.get("choices") else None


def _obeyed(answer: dict[str, Any] | None) -> bool:
    try:
        message = (answer or {})["choices"][0]["message"]
        value = json.loads(message.get("content") or message.get("reasoning_content") or "")
        return isinstance(value, dict) and value.get("word") in ("yes", "no")
    except (KeyError, IndexError, TypeError, ValueError, AttributeError):
        return False


def _remarked(found: Findings, dialect: Dialect) -> Findings:
    remarks = []
    if not found.chat:
        remarks.append("no chat: nobody with a model in their head can think; the dice take over")
    if not found.schema_:
        remarks.append("no JSON schema: answers are checked, repaired, and asked for once more")
    if not found.usage:
        remarks.append("no token counts: the ledger says 'not reported'")
    elif not found.cached:
        remarks.append("no cached-token counts: the share of the cache can't be told")
    if 0 < found.context < 8192:
        remarks.append(f"a context of {found.context} tokens: minds compact often")
    if dialect.remark:
        remarks.append(dialect.remark + (f"; to mend it: {dialect.mend}" if dialect.mend else ""))
    return found.model_copy(update={"remarks": remarks})
