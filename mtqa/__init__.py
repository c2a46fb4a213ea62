"""mtqa: which passages of a machine-translated article are garbled, and why."""

__version__ = "0.1.0"
