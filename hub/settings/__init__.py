"""Django settings: `dev` on a desk, `test` in the test run, `production` for everybody else.

Nothing is edited to run the hub elsewhere: every choice is an environment variable whose name starts with `HUB_`,
read in one place (`environment.py`) and described in `README.md` beside this file.
"""
