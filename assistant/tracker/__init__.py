"""What was required, recommended, resolved or planned, followed through the papers and by officers."""
