"""FHIR R5, read only: topics as Compositions, references as Citations, checks as assessments."""
