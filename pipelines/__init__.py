"""Dateline: news text into a queryable warehouse."""
