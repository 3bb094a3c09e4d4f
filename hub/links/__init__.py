"""Campaign parameters and short links."""
