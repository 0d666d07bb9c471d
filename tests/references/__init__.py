"""Tests of the bibliography."""
