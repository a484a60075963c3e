"""Public toilets and evacuation sites, as layers on the map."""
