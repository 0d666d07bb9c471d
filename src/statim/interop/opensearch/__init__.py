"""The site's search, described for browsers."""
