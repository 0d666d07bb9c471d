"""Other systems: each format is a pure writer from the published Document."""
