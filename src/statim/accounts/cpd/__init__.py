"""Reading that is remembered, and the diary of continuing professional development."""
