"""Template filters of the design."""
