"""What associations and guides can learn from what people look for."""
