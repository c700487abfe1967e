"""What people see: terminal screens, JSON records."""
