"""Pictures and the rights in them."""
