"""The one page type of the scratch project."""
