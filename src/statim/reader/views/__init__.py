"""The pages of the reading side."""
