"""What the printer needs."""
