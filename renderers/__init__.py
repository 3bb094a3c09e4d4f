"""The makers: a neutral document goes in, one artifact per channel comes out. Plain Python, no Django."""
