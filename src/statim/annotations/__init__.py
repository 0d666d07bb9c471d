"""Readers' notes, and how they stay anchored to statements."""
