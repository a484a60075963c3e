"""The itinerary optimiser: matrices in, sequences out; it never sees a map."""
