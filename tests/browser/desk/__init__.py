"""The desk in real Chromium."""
