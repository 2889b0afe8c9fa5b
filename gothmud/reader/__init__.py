"""The reader: an agent outside the city that reads what the city writes, for whoever runs it (docs/reader.md)."""
