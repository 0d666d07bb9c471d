"""The pages under /account/."""
