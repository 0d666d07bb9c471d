"""Results as SVG and as the table of the same numbers. Knows no numerics: draws what was frozen."""
