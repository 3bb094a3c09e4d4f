"""What the brand promises: superlatives, gifts, footnotes, disclaimers, approved claims. Evidence is asked for."""
