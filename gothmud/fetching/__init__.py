"""Fetching from outside, on an unfriendly net: bounded in time and size, to public addresses alone. Blocks: call it in a
thread. Errors name the host and never the whole address, which may hold a secret."""

from gothmud.fetching.addresses import Refused, check, resolve
from gothmud.fetching.fetch import Failed, Fetched, Limits, Marks, fetch
from gothmud.fetching.subscription import Subscription

__all__ = ["Failed", "Fetched", "Limits", "Marks", "Refused", "Subscription", "check", "fetch", "resolve"]
