"""Pages of deciding: forms understood as values of the core, values shown as rows; the actions do the rest."""
