"""What a mail needs to arrive, be opened and be lawful."""
