"""Words about time that several patterns share, as parts of regular expressions: years, plans, parts of a year, up to when, ahead.

Only what means the same wherever it stands belongs here; a pattern that leaves out one of the words for a reason writes its own.
"""

from __future__ import annotations

YEAR = r"(?:19|20)[0-9]{2}"
CHINESE_YEAR = r"(?:一九|二[〇○零0])[〇○零0一二三四五六七八九]{2}"
ANY_YEAR = rf"(?:{YEAR}|{CHINESE_YEAR})"
PLAN_NUMBER = r"(?:十[一二三四五六]|[五六七八九十])"  # of a five-year plan: 十四五

NUMBER = r"[0-9]{1,2}"  # of a month or a day
SO_MANY = r"[0-9一二两三四五六七八九十]{1,2}"  # years or months
TO = r"[-—–~～至到]+"  # between the first and the last of a span: 2021—2023年, 1至6月

PART_OF_MONTH = r"底|末|初|中旬|上旬|下旬"
TERM = r"[春秋](?:季学期|学期|[季期天])?"
HALF_YEAR = r"[上下]半年"
QUARTER = r"(?:第?[一二三四]|前[两二三])季度"

# before the last day of what a text counts up: 截至2023年底
UP_TO = ("截至", "截止", "截至到", "截止到")
# says of what follows that it is to come
WILL = r"将|拟|计划|力争"
