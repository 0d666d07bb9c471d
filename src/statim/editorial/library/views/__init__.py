"""The library's screens: load, act, answer."""
