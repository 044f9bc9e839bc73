"""Events told in sentences: what was done or said to whom, where and when, and whether the paper asserts it.

`reader` makes `core.event_mentions` from tables of sentences, names, places, times and quotes; `joining` says which mentions
tell one event; `claims` reads who is said to hold a place, and how many were killed, wounded or lost.
"""
