"""One module a page: what is asked in, what its template shows out."""
