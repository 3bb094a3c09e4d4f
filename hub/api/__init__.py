"""The public API, `/api/v1/`: what channel teams' scripts call."""
