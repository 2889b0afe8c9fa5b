"""The watcher's trade: the audit log read as it grows, made into facts, compared with what is usual, told in a voice."""
