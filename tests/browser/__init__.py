"""A person's way through the admin, in headless Chromium."""
