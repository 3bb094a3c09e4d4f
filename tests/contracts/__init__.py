"""The contract suites: they cover plug-ins that are not written yet."""
