"""Which encoding a document is in, and what is refused."""

import random

import pytest

from ingestion.documents.decode import decode
from ingestion.documents.errors import ReadError

STORY = "本报讯 2023年，我市新建改扩建幼儿园25所、新增学位5520个，全市公办幼儿园在园幼儿占比达51.8%。\r\n提前两年实现目标任务。"
TRADITIONAL = "教育局表示，今年新增學位五千個，這是為了讓學生能夠就近入學，學校將於九月開學。"


def refused(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        decode(data)
    assert caught.value.detail
    return caught.value.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk"])
def test_chinese_text_is_read_in_every_encoding(encoding):
    data = STORY.encode(encoding)
    text, found = decode(data)
    assert text == STORY
    assert data.decode(found) == text


def test_big5_is_told_from_gb18030():
    text, encoding = decode(TRADITIONAL.encode("big5"))
    assert (text, encoding) == (TRADITIONAL, "big5hkscs")


def test_line_ends_are_kept():
    assert "\r\n" in decode(STORY.encode())[0]


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "utf-8", "big5", "iso-8859-1", "no-such-charset"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_declaration_that_lies_does_no_harm(declared, encoding):
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}"></head><body>{STORY}</body></html>'
    assert decode(page.encode(encoding), looks_for_declaration=True) == (page, encoding)


@pytest.mark.parametrize(("declared", "codec"), [("gb2312", "gb18030"), ("big5", "big5hkscs")])
def test_a_declaration_decides_where_the_bytes_do_not(declared, codec):
    data = f'<meta charset="{declared}"><p>'.encode() + bytes([0xB1, 0xE0, 0xB2, 0xE0]) + b"</p>"
    assert decode(data, looks_for_declaration=True)[1] == codec


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", "\ufeff".encode(), "\u3000\xa0\n".encode()])
def test_nothing_to_read_is_empty(data):
    assert refused(data) == "empty"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_text_cut_inside_a_character_is_truncated(encoding):
    assert refused((STORY * 3).encode(encoding)[:-1]) == "truncated"


def test_one_broken_byte_in_utf8_is_named_by_its_place():
    data = bytearray((STORY * 10).encode())
    data[1000] = 0xFF
    with pytest.raises(ReadError, match=r"byte (99\d|1\d\d\d) ") as caught:
        decode(bytes(data))
    assert caught.value.reason == "undecodable"


def test_noise_is_binary():
    noise = random.Random(7)
    assert {refused(noise.randbytes(size)) for size in (200, 5000, 100_000)} == {"binary"}


@pytest.mark.parametrize("data", [b"%PDF-1.7\n...", b"PK\x03\x04abc", b"\x89PNG\r\n", b"\x00" * 100])
def test_other_kinds_of_files_are_binary(data):
    assert refused(data) == "binary"


def test_characters_lost_before_are_noticed():
    assert refused(("教育投入\ufffd\ufffd万元。" * 5).encode()) == "replacement_characters"
