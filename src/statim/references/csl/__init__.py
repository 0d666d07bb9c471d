"""Citation styles and how CSL items become printed references. Knows no framework."""
