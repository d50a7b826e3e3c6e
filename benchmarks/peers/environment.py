#!/usr/bin/env python3
"""Makes a Python environment with the frameworks of requirements.txt, apart from this project and from the system's.

    python3 benchmarks/peers/environment.py [FOLDER] [-- arguments of pip]

FOLDER is that of HEBBENCH_PEERS where it is left out, or else `hebbench/peers` in the user's cache. `pnpm bench speed
--peers` looks there too. On Linux the registry's PyTorch brings libraries for graphics cards, some gigabytes, of which
nothing here uses any; PyTorch's own index has a smaller one without: `-- --index-url URL` takes it from there.
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

LEAST_PYTHON = (3, 11)


def default_folder():
    if named := os.environ.get("HEBBENCH_PEERS"):
        return Path(named)
    cache = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache) if cache else Path.home() / ".cache") / "hebbench" / "peers"


def python_of(folder):
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def main(arguments):
    if sys.version_info < LEAST_PYTHON:
        sys.exit(f"got: Python {sys.version.split()[0]}; expected: 3.11 or later; fix: run this with such a one")
    cut = arguments.index("--") if "--" in arguments else len(arguments)
    own, pips = arguments[:cut], arguments[cut + 1 :]
    if len(own) > 1 or (own and own[0].startswith("-")):
        sys.exit(__doc__)
    folder = Path(own[0]) if own else default_folder()
    venv.create(folder, with_pip=True)
    requirements = Path(__file__).with_name("requirements.txt")
    subprocess.run([python_of(folder), "-m", "pip", "install", "-r", requirements, *pips], check=True)
    print(f"The frameworks are in {folder}: pnpm bench speed --peers all --python {python_of(folder)}")


if __name__ == "__main__":
    main(sys.argv[1:])
