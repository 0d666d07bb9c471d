"""Statim: a clinical reference that any organisation can run itself."""

__version__ = "0.1.0"
