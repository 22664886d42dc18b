"""The program that dbt runs in: a process of its own, so that DuckDB's one writer of the build file is gone when dbt is done.

It works inside the run's build folder, which makes the build file's path the same for every run: a path that changed would have dbt parse
the whole project anew, which takes seconds. Start it with `python -P`, so that the files beside it are not taken for modules.
"""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys

PR_SET_PDEATHSIG = 1

# What dbt, this project's profile and the programs below them read of the environment. dbt goes through all that is there at each of its
# events, thousands in a build, in search of secrets to hide: up to a tenth of the time of a small build.
VARIABLES = ("DAGSTER_", "DBT_", "LANG", "LC_", "PYTHON", "WAREHOUSE_")
NAMED = {"HOME", "PATH", "TMPDIR", "TZ"}

# How many new objects have Python look for cycles among them, instead of 700: dbt keeps nearly all it makes until it ends, so that looking
# finds little and takes a twentieth of a small build. This costs some 10 MB.
NEW_OBJECTS = 100_000


def main() -> None:
    """Run the dbt command line on the arguments of this process, in the folder that WAREHOUSE_BUILD_FOLDER names."""
    if sys.platform == "linux":
        # A run that is killed takes dbt with it, instead of leaving it at work for nobody.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    os.chdir(os.environ["WAREHOUSE_BUILD_FOLDER"])
    for name in [name for name in os.environ if not name.startswith(VARIABLES) and name not in NAMED]:
        del os.environ[name]
    gc.set_threshold(NEW_OBJECTS)
    sys.argv[0] = "dbt"
    from dbt.cli.main import cli

    cli()


if __name__ == "__main__":
    main()
