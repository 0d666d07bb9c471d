"""The desk's work: publishing, withdrawing, quality checks."""
