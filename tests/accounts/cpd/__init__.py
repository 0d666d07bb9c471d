"""Tests of what is remembered of reading, and of the diary."""
