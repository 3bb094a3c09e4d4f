"""The brand's guideline in the hub: drafts that people edit, numbered versions that never change."""
