"""Dates in reports: words.py finds them, timeline.py resolves them, layout.py lays a report out, flow.py lets dates go on."""
