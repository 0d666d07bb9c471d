"""Who publishes: name, disclaimers, audience mode, citation style."""
