"""Built-in behaviours: one small file each, made of the public hooks only (agents/hookspecs.py)."""
