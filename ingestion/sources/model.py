"""The keys of a source's YAML file, what each may hold, and the strict reading of one.

Every key must stand in the file (`null` where it does not apply): nothing is defaulted in silence, and a key that is not known is an
error. What the keys mean to those who write them is in `README.md` beside this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from ingestion import wordlists
from ingestion.sources import RESERVED, BadSource

DATE_PARTS = {"%Y": r"(?P<Y>\d{4})", "%m": r"(?P<m>\d{1,2})", "%d": r"(?P<d>\d{1,2})"}


def _selector(text: str) -> str:
    from cssselect import GenericTranslator, SelectorError

    try:
        GenericTranslator().css_to_xpath(text)
    except SelectorError as error:
        raise ValueError(f"not a CSS selector ({error})") from error
    return text


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"not a regular expression ({error})") from error
    return text


def _host(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9.-]+\.[a-z0-9-]*[a-z-][a-z0-9-]*(:\d{1,5})?", text):
        raise ValueError("not a host name in lower case, with :port where it is not 80 or 443 (addresses are no names)")
    return text


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        raise ValueError("not an http or https address without a user name")
    return text


def _date_format(text: str) -> str:
    if [text.count(part) for part in DATE_PARTS] != [1, 1, 1] or text.count("%") != 3:
        raise ValueError("a date format has %Y, %m and %d once each, and nothing else with %")
    return text


def _codec(text: str) -> str:
    import codecs

    try:
        codecs.lookup(text)
    except LookupError as error:
        raise ValueError("not an encoding; for instance gb18030, utf-8, big5hkscs") from error
    return text


def _district(text: str) -> str:
    if not any(text in (row["region_name"], row["official_name"]) for row in wordlists.table("regions")):
        raise ValueError("not a district of lexicon/regions.csv, by its name or official name")
    return text


def _contact(text: str) -> str:
    if not re.fullmatch(r"[^\s@()<>]+@[^\s@()<>]+\.[^\s@()<>]+|https?://[^\s()<>]+", text):
        raise ValueError("not a mail address or web address at which the site's owners reach you")
    return text


Selector = Annotated[str, AfterValidator(_selector)]
Pattern = Annotated[str, AfterValidator(_pattern)]
Host = Annotated[str, AfterValidator(_host)]
Address = Annotated[str, AfterValidator(_address)]
Positive = Annotated[float, Field(gt=0)]
Seconds = Annotated[float, Field(ge=0)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Recheck(_Strict):
    """When a page that is known is asked for again: after so many days, and until it is so many days known (null: for ever)."""

    every_days: Annotated[float, Field(ge=0, strict=False)]
    for_days: Annotated[float, Field(ge=0, strict=False)] | None


class Links(_Strict):
    """Links to follow: where they stand on the page, and what their addresses look like."""

    kind: Literal["list", "article", "attachment"]
    css: Selector | None
    allow: Pattern
    recheck: Recheck


class DateRule(_Strict):
    """Where a page gives its day of publication, and how it is written."""

    css: Selector
    format: Annotated[str, AfterValidator(_date_format)]

    def pattern(self) -> re.Pattern[str]:
        """What finds the date in the element's text: groups Y, m and d."""
        parts = re.split(r"(%[Ymd])", self.format)
        return re.compile("".join(DATE_PARTS.get(part) or re.escape(part) for part in parts))


class Reading(_Strict):
    """What the source tells the readers of its pages."""

    publisher: Annotated[str, Field(min_length=2)]
    home: Annotated[str, AfterValidator(_district)]
    encoding: Annotated[str, AfterValidator(_codec)] | None
    title: Selector | None
    date: DateRule | None
    byline: Selector | None
    body: Selector | None


class Expected(_Strict):
    """How many articles the lists of a visit name: fewer than `minimum` is an error, more than `maximum` a warning."""

    minimum: Annotated[int, Field(ge=0)]
    maximum: Annotated[int, Field(ge=0)]

    @model_validator(mode="after")
    def _in_order(self) -> Expected:
        if self.maximum < self.minimum:
            raise ValueError("maximum is below minimum")
        return self


class Limits(_Strict):
    """How far a visit goes. What is left over waits for the next one."""

    pages: Annotated[int, Field(gt=0)]
    minutes: Annotated[Positive, Field(strict=False)]
    depth: Annotated[int, Field(ge=0)]
    page_bytes: Annotated[int, Field(gt=0)]


class Pace(_Strict):
    """How gently the site is asked."""

    delay_seconds: Annotated[Seconds, Field(strict=False)]
    page_deadline_seconds: Annotated[Positive, Field(strict=False)]
    longest_wait_seconds: Annotated[Seconds, Field(strict=False)]


class Source(_Strict):
    """A source, as its file defines it."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,39}$")]
    contact: Annotated[str, AfterValidator(_contact)] | None
    cadence: Literal["every_run", "daily", "weekly", "monthly"]
    start: Annotated[list[Address], Field(min_length=1)]
    hosts: Annotated[list[Host], Field(min_length=1)]
    links: Annotated[list[Links], Field(min_length=1)]
    deny: list[Pattern]
    drop_parameters: list[str]
    reading: Reading
    expected: Expected
    limits: Limits
    pace: Pace

    @model_validator(mode="after")
    def _own_hosts(self) -> Source:
        from ingestion.crawl.urls import own

        foreign = [address for address in self.start if not own(address, self.hosts)]
        if foreign:
            raise ValueError(f"start: {foreign[0]} is not on one of the hosts; add its host, with :port where it is not 80 or 443")
        return self


def parse(path: Path) -> Source:
    """The source that a file defines. Raises BadSource, which names file, line and remedy."""
    try:
        text = path.read_text(encoding="utf-8")
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
        for line, key in _repeated(tree):
            raise BadSource(f"{path}:{line}: {key}: stands twice; keep one of them")
        values = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadSource(f"{path}:{line}: not YAML: {error.problem}; mend the line") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise BadSource(f"{path}:1: cannot be read as YAML in UTF-8 ({error}); mend or remove the file") from error
    try:
        source = Source.model_validate(values)
    except ValidationError as error:
        raise BadSource(_said(path, tree, error)) from error
    if source.id != path.stem or source.id in RESERVED:
        raise BadSource(
            f"{path}:{_line(tree, ('id',))}: id: must be the file's name, {path.stem}, and none of {', '.join(sorted(RESERVED))}"
        )
    return source


def _said(path: Path, tree: yaml.Node | None, error: ValidationError) -> str:
    """The first fault in words: where it is, what it is, what to do. A key that is none goes before the key that is missed for it."""
    faults = error.errors()
    first = min(faults, key=lambda fault: fault["type"] != "extra_forbidden")
    place, kind = first["loc"], first["type"]
    name = ".".join(map(str, place)) or "the file"
    if kind == "missing":
        message = "is missing; write it, with null where it does not apply (README.md of the sources explains it)"
    elif kind == "extra_forbidden":
        missed = ", ".join(str(fault["loc"][-1]) for fault in faults if fault["type"] == "missing" and fault["loc"][:-1] == place[:-1])
        message = f"no such key; correct {f'it ({missed} is missing)' if missed else 'it'} or remove it"
    else:
        message = first["msg"].removeprefix("Value error, ")
    return f"{path}:{_line(tree, place)}: {name}: {message}"


def _line(tree: yaml.Node | None, place: tuple[int | str, ...]) -> int:
    """The line (from 1) of the innermost node on the way to a place; of a key rather than of its value."""
    node, line = tree, tree.start_mark.line + 1 if tree else 1
    for step in place:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == step), None)
            if found is None:
                break
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            break
    return line


def _repeated(node: yaml.Node | None) -> Iterator[tuple[int, str]]:
    """Keys that stand twice in one mapping, with their lines; the YAML reader would keep the last without a word."""
    if isinstance(node, yaml.MappingNode):
        seen: set[Any] = set()
        for key, value in node.value:
            if key.value in seen:
                yield key.start_mark.line + 1, str(key.value)
            seen.add(key.value)
            yield from _repeated(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _repeated(value)
