"""Open data: all public spots of a region in the forms that others read."""
