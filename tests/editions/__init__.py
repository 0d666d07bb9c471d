"""Tests of `editions`."""
