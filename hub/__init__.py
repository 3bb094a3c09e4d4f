"""The shell: Django and Wagtail store, schedule, serve and show what the cores make and judge."""
