"""An agent's vault of Markdown notes, and the recall that works by itself."""
