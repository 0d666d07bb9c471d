"""Entry points of the FHIR door."""
