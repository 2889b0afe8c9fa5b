"""A record as one page with plots: HTML with inline SVG, no script, nothing loaded. ``page.page_of`` makes it."""
