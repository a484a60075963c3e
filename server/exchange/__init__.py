"""National open-data lists in and out: imports, exports, and publishing what came in."""
