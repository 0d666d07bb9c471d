"""The diary in the shapes that portfolios take: pure writers from a `Diary` to bytes."""
