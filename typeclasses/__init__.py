"""Bodies in Evennia: rooms, exits, things, people, and the acts that all of them do."""
