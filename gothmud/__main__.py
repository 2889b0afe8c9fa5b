"""``python -m gothmud`` is ``gothmud``."""

from gothmud.cli import main

if __name__ == "__main__":
    main()
