"""Base page, components, CSS and icons; no product logic."""
