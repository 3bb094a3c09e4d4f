"""The hub on real servers: PostgreSQL, Valkey or Redis, Ghostscript. The tests start each, on 127.0.0.1 alone."""
