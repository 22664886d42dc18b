"""Great Expectations over the build file: what must be true of the data before readers may see it.

Here belong the suites (as data, one module per group of tables in `suites/`) and the checkpoint that runs them. What dbt can say in one
rule about keys and accepted values is tested there as well; here stands what needs magnitudes, text or several columns, with words for
whoever has to act. Nothing of the project outside this package is imported: the build file and the number parser are handed in.
"""

from expectations.checkpoint import run_suites
from expectations.results import BLOCKING, WARNING, CheckResult

__all__ = ["BLOCKING", "WARNING", "CheckResult", "run_suites"]
