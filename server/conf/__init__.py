"""Where Evennia looks for its configuration."""
