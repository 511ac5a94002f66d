"""What the pages of money show, made of what the ledger answers: pictures, rows, forms."""
