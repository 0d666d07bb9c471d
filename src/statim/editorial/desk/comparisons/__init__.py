"""The desk's screens for comparisons: their numbers entered, pooled, rated, put into the draft."""
