"""Values that must be the same everywhere: prices, dates, codes, links, and the words that narrow them."""
