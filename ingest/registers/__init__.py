"""The registers: judgements, and what was required, recommended, resolved or planned."""
