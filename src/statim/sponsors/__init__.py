"""Advertisements: bookings, creatives, daily totals. Sees no page, no search and no reader."""
