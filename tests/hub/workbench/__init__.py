"""Boards, panels and dashboards."""
