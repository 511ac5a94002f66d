"""`python -m samverkan`, the same as `samverkan`."""

from samverkan.cli.main import run

if __name__ == "__main__":
    run()
