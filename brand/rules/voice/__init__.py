"""How the brand speaks: address, gender forms, loudness, length."""
