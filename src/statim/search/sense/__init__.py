"""Searching by meaning, an option: vectors of statements, made in the background, asked beside
the words. Only `near` is imported elsewhere; nothing here is loaded where the option is off."""
