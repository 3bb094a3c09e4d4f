"""How words are set: quotation marks, dashes, blanks, numbers, dates. Never on text messages: a mark may cost one."""
