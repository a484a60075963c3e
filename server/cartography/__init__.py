"""Maps of regions, drawn from their own streets and areas. Pure: no web, no database, no clock."""
