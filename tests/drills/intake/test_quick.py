"""Some cases of the intake drill, a few of each group; `make intake-drill` runs all of them."""

import pytest

from tests.drills.intake.attempt import Case, run
from tests.drills.intake.cases import ALL

QUICK = (
    "zip: 10 000 files in one archive",
    "zip: names that lead out of the archive, and a good one",
    "zip: names that are shell, SQL, HTML, formulas",
    "mail: attachments named to lead elsewhere",
    "inbox: links, a pipe, 50 GB of nothing, hostile names",
    "html: one entity, 2.5 GB of it",
    "html: a local file as an entity",
    "pdf: 50 000 pages",
    "docx: billion laughs",
    "xlsx: billion laughs in the strings",
    "reader: opens a connection",
)
CASES = {f"{case.group}: {case.what}": case for case in ALL}


@pytest.mark.parametrize("case", [CASES[name] for name in QUICK], ids=QUICK)
def test_a_hostile_case_goes_as_expected(case: Case, tmp_path):
    outcome = run(case, tmp_path)
    assert outcome.happened.is_right, outcome.happened.said


def test_every_case_has_a_name_of_its_own():
    assert len(CASES) == len(ALL)
