"""People against flags: draw a sample of a run to read, and hold the flags to the verdicts."""
