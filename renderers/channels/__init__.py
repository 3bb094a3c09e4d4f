"""One folder a channel; each module holds `plugin`. Found by a scan: adding a channel edits no existing file."""
