"""What is known of a paper: kind, authority, dates, access and the rest, each with where it stands."""
