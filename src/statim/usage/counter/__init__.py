"""COUNTER 5.1 reports (Code of Practice, Project COUNTER): of JSON and tables."""
