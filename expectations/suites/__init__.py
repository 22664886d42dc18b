"""The suites, one module per group of tables. A suite is data: what to load, what must hold, and what to do when it doesn't."""

from expectations.suites.claims import CLAIMS, PROJECTS
from expectations.suites.dimensions import ALIASES, FACILITIES, METRICS, REGIONS
from expectations.suites.documents import ARTICLES, DOCUMENTS, REJECTIONS, TEXTS
from expectations.suites.facilities import REVIEW, SUCCESSIONS, TIMELINE
from expectations.suites.facts import FACTS
from expectations.suites.published import LOSSES
from expectations.suites.resolution import BREAKDOWNS, CONFLICTS, COVERAGE, DISTRICT_SUMS, PLANS

SUITES = (
    *(CLAIMS, PROJECTS, LOSSES),
    *FACTS,
    *(CONFLICTS, PLANS, COVERAGE, BREAKDOWNS, DISTRICT_SUMS),
    *(DOCUMENTS, TEXTS, REJECTIONS, ARTICLES),
    *(REGIONS, METRICS, FACILITIES, ALIASES),
    *(TIMELINE, SUCCESSIONS, REVIEW),
)
