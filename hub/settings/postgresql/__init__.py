"""PostgreSQL as Django has it, with a bound on how long a request waits. `base` is where Django looks."""
