"""The parts of a report, one module each: straight from the record to blocks."""
