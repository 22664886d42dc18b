"""The program that dbt runs in: a process of its own, so that DuckDB's one writer of the build file is gone when dbt is done.

It works inside the run's build folder, which makes the build file's path the same for every run: a path that changed would have dbt parse
the whole project anew, which takes seconds. Start it with `python -P`, so that the files beside it are not taken for modules.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    """Run the dbt command line on the arguments of this process, in the folder that WAREHOUSE_BUILD_FOLDER names."""
    if sys.platform == "linux":
        # A run that is killed takes dbt with it, instead of leaving it at work for nobody.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    os.chdir(os.environ["WAREHOUSE_BUILD_FOLDER"])
    sys.argv[0] = "dbt"
    from dbt.cli.main import cli

    cli()


if __name__ == "__main__":
    main()
