"""The route engine: pure planning and street routing, without web, database or clock."""
