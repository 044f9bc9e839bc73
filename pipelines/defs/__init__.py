"""Dagster wiring: what is scheduled, grouped, checked and shown. No rule about data lives here.

Each module under `raw/`, `core/` and `marts/` is one asset, named after its table: it opens the warehouse, calls one
stage, and reports. Modules here do not use `from __future__ import annotations`: Dagster reads the real types.
"""
