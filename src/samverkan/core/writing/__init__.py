"""Values in, what others read out: the JSON of the contracts. What is written reads back the same."""
