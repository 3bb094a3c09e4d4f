"""What goes wrong outside the program: processes killed, servers gone. Real processes, traffic to 127.0.0.1 only."""
