"""What networks count, cut and hide."""
