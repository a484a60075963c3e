"""Events: what happens somewhere on certain days."""
