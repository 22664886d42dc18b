"""The intake drill: hostile files against the real intake, one case after another, with a table of what was tried and what happened.

`make intake-drill` runs all cases, `test_quick.py` some of them in `make test`. To add some, write a module with a
list of `Case` and name it in `cases.ALL`; `attempt.files` serves for all that comes as files.
"""
