"""The words that coded columns may hold, as the warehouse's contract fixes them. Only what several suites share stands here."""

FAMILIES = ("facilities", "funding", "enrolment_capacity", "indicator")
STATUSES = ("actual", "ongoing", "target", "standard", "disputed")
UNITS = ("school", "project", "m2", "CNY", "seat", "person", "person_time", "class", "percent", "percentage_point", "item")
BASES = ("student_year", "student_day", "student", "township", "county", "class")
LEVELS = (
    "preschool", "primary", "junior_secondary", "senior_secondary", "compulsory", "primary_secondary", "vocational", "special", "higher",
)  # fmt: skip
ACTIONS = (
    "built", "expanded", "built_or_expanded", "relocated", "renovated", "opened", "started", "continued", "planned", "closed",
    "existing", "other",
)  # fmt: skip

# Parts of a whole: no more than all of it. Gross enrolment rates are not among them (pupils of other ages count above the line).
SHARES = ("inclusive_kindergarten_coverage", "public_kindergarten_share", "capacity_share", "money_share", "pass_rate")
# Things that come in whole numbers.
COUNTED_UNITS = ("school", "project", "seat", "person", "person_time", "class")
