"""Colors against the palette."""
