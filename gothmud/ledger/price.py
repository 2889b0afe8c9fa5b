"""What the same work would have cost at list prices. Offline: the prices come with the package genai-prices."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from genai_prices import Usage, calc_price

from gothmud.config import Ledger
from gothmud.errors import ConfigError
from gothmud.ledger.count import Row, Used

SAMPLE = 1000  # tokens that a rate is read off: below every threshold from which a price changes


@dataclass(frozen=True, slots=True)
class Rate:
    """Dollars a token, by whose list."""

    of: str
    fresh: float
    cached: float
    out: float

    def price(self, used: Used) -> float:
        """Return the price of what was used; cached tokens at their own."""
        return (used.tokens_in - used.cached) * self.fresh + used.cached * self.cached + used.out * self.out


@dataclass(frozen=True)
class Price:
    """The list prices of one city's models."""

    settings: Ledger

    def of(self, row: Row) -> float:
        """Return what a row's reported tokens would have cost. Raises ConfigError for a reference without price."""
        return sum(self.rate(model).price(used) for model, used in row.models.items())

    def rate(self, model: str) -> Rate:
        """Return the rate for a model: its reference's, else its own, else the default reference's."""
        if model in self.settings.reference:
            return _known(self.settings.reference[model], f"ledger.reference: {model}")
        return _listed(model, None) or _known(self.settings.default_reference, "ledger.default_reference")


def _known(reference: str, where: str) -> Rate:
    provider, _, name = reference.rpartition(":")
    rate = _listed(name, provider or None)
    if rate is None:
        raise ConfigError(
            f"{where}: found '{reference}', which has no list price; expected PROVIDER:MODEL such as openai:gpt-5-mini"
        )
    return rate


@cache
def _listed(model: str, provider: str | None) -> Rate | None:
    def dollars(**tokens: int) -> float:
        return float(calc_price(Usage(**tokens), model_ref=model, provider_id=provider).total_price) / SAMPLE

    try:
        found = calc_price(Usage(input_tokens=SAMPLE), model_ref=model, provider_id=provider)
        return Rate(
            f"{found.provider.id}:{found.model.id}", dollars(input_tokens=SAMPLE),
            dollars(input_tokens=SAMPLE, cache_read_tokens=SAMPLE), dollars(output_tokens=SAMPLE),
        )  # fmt: skip
    except LookupError:
        return None
