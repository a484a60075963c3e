"""People, organisations, memberships, and the tokens they sign in with."""
