"""What editors and brand managers see: side panels, boards, dashboards and reports over the other apps."""
