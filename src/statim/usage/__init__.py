"""Counting without people: daily totals, and nothing that leads to a person."""
