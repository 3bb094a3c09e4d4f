"""The judges: guideline, inspection of what really came out, rules and audits. Plain Python, no Django."""
