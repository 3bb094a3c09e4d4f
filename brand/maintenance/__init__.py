"""Commands that refresh vendored data from a file or folder. None of them reaches for the network."""
