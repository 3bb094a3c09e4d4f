"""What a text message costs and must say."""
