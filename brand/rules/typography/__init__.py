"""How words are set: quotation marks, dashes, blanks, numbers, dates. Never on text messages: each mark may cost one."""
