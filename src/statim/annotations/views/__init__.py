"""Entry points of the notes: load, act, answer. Whatever is answered here is for one person."""
