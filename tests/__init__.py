"""Tests, laid out as the program is; `cases` holds one file a situation, `house` tests the repository itself."""
