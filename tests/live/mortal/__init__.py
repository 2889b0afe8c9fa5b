"""Processes that die at a named step: put into a city from outside, so that nothing in the product knows of it.

The city under test gets this folder first on its PYTHONPATH (``sitecustomize.py``) and the trigger's file in ``MORTAL``.
"""
