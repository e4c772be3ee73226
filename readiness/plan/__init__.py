"""Plans for people: from the leaves of a record to steps in weeks, and how they move on."""
