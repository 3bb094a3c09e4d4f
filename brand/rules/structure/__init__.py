"""What must not be in any output, and what got lost on the way."""
