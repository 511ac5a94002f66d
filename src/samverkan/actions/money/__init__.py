"""What economists do: rules of money, costs taken in, budgets, settlements put, approved and closed."""
