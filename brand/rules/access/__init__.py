"""What people need who see, hear or move differently."""
