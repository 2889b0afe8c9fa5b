"""Reading the record: DuckDB over its files, JSON lines or Parquet. ``opening.opened`` is the way in."""
