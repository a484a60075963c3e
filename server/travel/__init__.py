"""Travel times and routes between points of a region."""
