"""The page and the web resources."""
