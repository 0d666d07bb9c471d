"""Notes as files: W3C Web Annotation (JSON), CSV, Markdown. Pure functions of `Portable`."""
