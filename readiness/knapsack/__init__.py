"""Which hours move the score most: candidate steps, the best plan, its order and weeks.

Pure: arrays and plain records in, records out.
"""
