"""Layouts that state where articles begin, one module per kind; each reads `Lines` and returns a `Structure`.

A reader returns an empty structure when its layout is not there, and then the next one is asked; what no reader knows goes to
the boundary model. A layout whose marks also stand inside articles (rules, numbers, bold lines) is a claim that the model's
scores must bear out (`needs_witness`).
"""
