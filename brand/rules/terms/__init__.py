"""Words the guideline speaks of: banned, preferred, names, competitors, retired wordings."""
