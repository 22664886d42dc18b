"""Structure-aware mutation of documents, for a fuzzer that is led by coverage: pieces of the vocabulary are spliced in, moved and nested.

An input is one byte that chooses the kind of file and then the file's bytes. Only changing inputs belongs here; nothing of it needs a
fuzzing engine. Every mutation is decided by its seed alone.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.fuzz.pieces import ENCODINGS, HOSTILE_BYTES, SENTENCE, SUFFIXES, vocabulary


def pack(data: bytes, suffix: str) -> bytes:
    """A file as one input."""
    return bytes([SUFFIXES.index(suffix)]) + data


def unpack(packed: bytes) -> tuple[bytes, str]:
    """The file's bytes and its suffix; any input is some file."""
    return packed[1:], SUFFIXES[packed[0] % len(SUFFIXES)] if packed else SUFFIXES[0]


def mutate(packed: bytes, max_size: int, seed: int, otherwise: Callable[[bytes, int], bytes]) -> bytes:
    """Another input of at most `max_size` bytes. otherwise: the engine's own mutation of bytes, used for one in eight."""
    dice = random.Random(seed)
    if dice.random() < 1 / 8:
        return otherwise(packed, max_size)
    data, suffix = unpack(packed)
    if dice.random() < 1 / 12:
        suffix = dice.choice(SUFFIXES)
    text = data.decode("utf-8", "surrogateescape")
    for _ in range(dice.choice((1, 1, 1, 2, 3, 5))):
        text = dice.choice(_CHANGES)(text, dice)
    data = text.encode("utf-8", "surrogateescape")
    if dice.random() < 1 / 10:
        data = _harmed(data, dice)
    return pack(data, suffix)[:max_size]


def crossed(one: bytes, other: bytes, max_size: int, seed: int) -> bytes:
    """The beginning of one input with the end of another, joined at line or clause ends where there are any."""
    dice = random.Random(seed)
    (head, suffix), (tail, _) = unpack(one), unpack(other)
    mark = dice.choice(("\n", "，", "。", "")).encode()
    left, right = (_cut(data, mark, dice) for data in (head, tail))
    return pack(head[:left] + tail[right:], suffix)[:max_size]


def sentence(dice: random.Random) -> str:
    """A run of vocabulary in the order of a sentence that states a figure, with gaps and intruders."""
    stock = vocabulary()
    parts = [dice.choice(stock[kind]) for kind in SENTENCE if dice.random() < 0.6]
    if dice.random() < 0.3:
        parts.insert(dice.randrange(len(parts) + 1), dice.choice(stock["hostile"]))
    return "".join(parts)


def _piece(dice: random.Random) -> str:
    if dice.random() < 0.3:
        return sentence(dice)
    stock = vocabulary()
    return dice.choice(stock[dice.choice(tuple(stock))])


def _stretch(text: str, dice: random.Random) -> tuple[int, int]:
    start = dice.randrange(len(text) + 1)
    return start, min(len(text), start + dice.choice((0, 1, 1, 2, 4, 8, 16, 60)))


def _splice(text: str, dice: random.Random) -> str:
    start, end = _stretch(text, dice)
    return text[:start] + _piece(dice) + text[end if dice.random() < 0.3 else start :]


def _leave_out(text: str, dice: random.Random) -> str:
    start, end = _stretch(text, dice)
    return text[:start] + text[end:]


def _say_again(text: str, dice: random.Random) -> str:
    start, end = _stretch(text, dice)
    place = dice.randrange(len(text) + 1)
    return text[:place] + text[start:end] * dice.choice((1, 1, 2, 3, 20)) + text[place:]


def _nest(text: str, dice: random.Random) -> str:
    start, end = _stretch(text, dice)
    opening, closing = dice.choice(("（）", "()", "“”", "《》", "【】", "[]", "<>", "||", "\u202e\u202c"))
    depth = dice.choice((1, 1, 2, 30))
    return text[:start] + opening * depth + text[start:end] + closing * dice.choice((depth, depth, depth - 1)) + text[end:]


def _number(text: str, dice: random.Random) -> str:
    """Change one figure of the text, or its neighbourhood."""
    places = [i for i, char in enumerate(text) if char.isnumeric()]
    if not places:
        return _splice(text, dice)
    place = dice.choice(places)
    stock = vocabulary()
    new = dice.choice((*stock["number"], dice.choice(stock["number"]) + dice.choice(stock["measure"]), *stock["hostile"][:12]))
    return text[:place] + new + text[place + dice.choice((0, 1)) :]


def _space(text: str, dice: random.Random) -> str:
    start, _ = _stretch(text, dice)
    gap = dice.choice((" ", "\n", "\r\n", "\t", "\u3000", "\u200b", "\xa0", "\u2028")) * dice.choice((1, 1, 2, 3, 70))
    return text[:start] + gap + text[start:]


def _enclose(text: str, dice: random.Random) -> str:
    """Some of the text in an element, or broken by a tag."""
    start, end = _stretch(text, dice)
    name = dice.choice(("p", "b", "a", "td", "li", "div", "h1", "span", "title", "!--", "sup", "script"))
    return f"{text[:start]}<{name}>{text[start:end]}</{name}>{text[end:]}"


_CHANGES = (_splice, _splice, _splice, _leave_out, _leave_out, _say_again, _nest, _number, _number, _space, _enclose)


def _harmed(data: bytes, dice: random.Random) -> bytes:
    """The same text in another encoding, or with bytes spliced in that no encoding or another one has."""
    if dice.random() < 0.4:
        return data.decode("utf-8", "ignore").encode(dice.choice(ENCODINGS), "ignore")
    place = dice.choice((0, 0, len(data), dice.randrange(len(data) + 1)))
    return data[:place] + dice.choice(HOSTILE_BYTES) * dice.choice((1, 1, 1, 40)) + data[place:]


def _cut(data: bytes, mark: bytes, dice: random.Random) -> int:
    place = dice.randrange(len(data) + 1)
    found = data.find(mark, place)
    return found + len(mark) if found >= 0 else place
