"""What is planted is no test."""

collect_ignore = ["planted"]
