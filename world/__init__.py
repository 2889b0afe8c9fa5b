"""The city as data and rules: no Evennia, no server."""
