"""Two tables in which effects, their events and their answers are stored in one transaction (a transactional outbox).

The record on disk is written after the commit; at a start it catches up from here. So a kill at any moment neither
loses an event nor doubles one.
"""
