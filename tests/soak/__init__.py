"""Long proofs at full size: `make soak`, or `python -m tests.soak [NAME ...] [--seed N]`. Each prints its seed."""
