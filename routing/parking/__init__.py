"""Days by car on which clusters are walked from one parking place."""
