"""Finding topics by their words."""
