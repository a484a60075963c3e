"""What local guides offer: experiences, their options and units, schedules and slots."""
