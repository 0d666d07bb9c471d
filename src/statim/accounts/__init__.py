"""Who people are: readers and staff, and how they sign in."""
