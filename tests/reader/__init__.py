"""The reader: briefings, questions, and its mind at a desk."""
