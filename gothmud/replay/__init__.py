"""Reading the record: DuckDB over its files, JSON lines or Parquet. Nothing happens on import; what Python is given:

- ``opening.opened``: a record that can be asked. ``rows`` gives dictionaries, ``relation`` a DuckDB relation, which
  becomes a data frame (``.df()``, ``.pl()``, ``.arrow()`` where those libraries are installed)
- ``graphs.talk_graphs``, ``graphs.gossip_tree``: networkx graphs
- ``metrics.METRICS``, ``metrics.measured``, ``metrics.samples_of``: numbers with intervals
- ``names.names_in``: what numbers are called
- ``report.page.page_of``: the page that ``gothmud report`` writes
"""
