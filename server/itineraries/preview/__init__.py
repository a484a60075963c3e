"""A plan as a picture of fixed size, for messengers that show where a link leads."""
