"""A scripted model endpoint: a real HTTP server that speaks llama.cpp's API and answers by plan.

``with Scripted(plan) as server: server.url`` in a test; ``python -m tests.scripted --port N --plan echo`` as a process.
"""

from tests.scripted.asking import Answer, Asked, Fault, Plan
from tests.scripted.plans import by_rule, echo_persona, lines, remembering, slowly
from tests.scripted.server import Scripted

__all__ = ["Answer", "Asked", "Fault", "Plan", "Scripted", "by_rule", "echo_persona", "lines", "remembering", "slowly"]
