"""What the studies say together: weights, between-study variance, intervals."""
