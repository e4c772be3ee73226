"""What is run by itself is no test of this folder."""

collect_ignore = ["run_spark.py"]
