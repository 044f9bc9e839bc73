"""Dagster wiring: what is shown, scheduled, checked and run. Assets are derived from the catalogue by a plain loop.

No rule about data lives here. Modules here do not use `from __future__ import annotations`: Dagster reads the real types.
"""
