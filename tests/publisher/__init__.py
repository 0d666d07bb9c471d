"""Tests of who publishes, and of what the desk chooses for the site."""
