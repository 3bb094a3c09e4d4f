"""One file a rule, in a folder a family; each holds `plugin`. Found by a scan: adding a rule edits no existing file."""
