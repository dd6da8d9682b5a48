"""`python -m ressenti` is the command `ressenti`."""

from .cli import main

if __name__ == "__main__":
    raise SystemExit(main())
