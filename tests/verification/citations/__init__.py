"""Works whose right printed form is known, and a comparison of ways to print them."""
