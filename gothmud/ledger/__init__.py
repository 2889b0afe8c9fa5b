"""The bill: what the minds' calls were, what they would have cost at list prices, and what electricity they took.

All of it is counted from the record. Not reported is not zero: a sum says how many of its calls told nothing.
"""

from gothmud.ledger.bill import Bill, bill
from gothmud.ledger.count import By, Counted, Row, counted, moment
from gothmud.ledger.electricity import Electricity
from gothmud.ledger.likeness import like_for_like
from gothmud.ledger.price import Price

__all__ = ["Bill", "By", "Counted", "Electricity", "Price", "Row", "bill", "counted", "like_for_like", "moment"]
