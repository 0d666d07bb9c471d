"""The topic editor in real Chromium, on a page that only these tests serve."""
