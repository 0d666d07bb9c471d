"""The bibliography: works, identifiers, citation styles, import."""
