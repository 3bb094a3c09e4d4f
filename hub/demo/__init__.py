"""The demonstration brand and campaign."""
