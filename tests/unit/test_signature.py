"""Signatures of bodies: copies of real and made texts agree, next month's report and another story do not."""

from __future__ import annotations

import time
from itertools import combinations

import pytest

from ingestion.documents.signature import MIN_LENGTH, PLACES, signature
from tests.extracted import SHARED, read_folders

THRESHOLD = 0.8  # near_duplicate_text_share of dbt_project.yml

RELEASE = (
    "本报讯（记者 李明）3月5日，记者从市教育局获悉，2023年全市共新建、改扩建幼儿园25所，新增学位5520个，学前三年毛入园率达到95.6%，"
    "普惠性幼儿园覆盖率达到91.3%。市教育局有关负责人介绍，过去一年，全市坚持公益普惠方向，把学前教育纳入民生实事统筹推进，财政投入资金1.2亿元，"
    "重点支持农村地区和城镇新增人口集中地区建设公办幼儿园，并对普惠性民办幼儿园给予补助。下一步，我市将继续扩大普惠性资源供给，"
    "加强教师队伍建设，落实安全管理责任，提升保育教育质量，不断满足人民群众对幼有所育的美好期盼。"
)


def of(text):
    return signature(text, [(0, len(text))])


def share(one, other):
    return sum(a == b for a, b in zip(of(one), of(other), strict=True)) / PLACES


def test_a_signature_is_the_same_everywhere():
    """Signatures of two versions of the library cannot be compared: where this fails, the readers need a new version."""
    assert len(of(RELEASE)) == PLACES and of(RELEASE)[:3] == [941511061, 420743298, 453516507]


def test_white_space_punctuation_and_forms_of_digits_play_no_part():
    full_width = RELEASE.translate({code: code + 0xFEE0 for code in range(0x30, 0x3A)}).replace("，", "，\n  ")
    assert of(full_width) == of(RELEASE)


@pytest.mark.parametrize(
    ("other", "is_near"),
    [
        ("来源：焦作日报  " + RELEASE, True),
        (RELEASE.replace("本报讯（记者 李明）3月5日，", "3月6日，").replace("我市", "焦作市"), True),
        (RELEASE[: -len("加强教师队伍建设，落实安全管理责任，提升保育教育质量，不断满足人民群众对幼有所育的美好期盼。") // 2], True),
        (RELEASE[::-1], False),
        ("全市义务教育招生工作会议召开，会议强调要严格落实免试就近入学，规范学校办学行为。" * 6, False),
    ],
)
def test_copies_agree_and_other_stories_do_not(other, is_near):
    assert (share(RELEASE, other) >= THRESHOLD) is is_near


def test_short_bodies_have_none_and_furniture_is_left_out():
    assert of("招生简章。" * 10) is None and of("招" * (MIN_LENGTH - 1)) is None
    page = "网站首页 | 新闻 | 公告 " + RELEASE + " 上一篇 下一篇 版权所有"
    start = page.index(RELEASE)
    assert signature(page, [(start, start + len(RELEASE))]) == of(RELEASE)


def test_a_huge_body_takes_time_in_step_with_its_size():
    begun = time.process_time()
    of("".join(map(chr, range(0x4E00, 0x9000))) * 40)
    assert time.process_time() - begun < 5


@pytest.mark.skipif(not (SHARED / "corpus" / "unlabelled").is_dir(), reason="the real documents do not lie beside the checkout")
def test_real_articles_that_were_published_twice_are_told_from_all_others():
    """Of 1275 pairs of real articles, those that are one article: a headline more or less, another dateline, a few words edited."""
    read = read_folders(SHARED / "corpus" / "unlabelled")
    found = {
        row["file_name"].removesuffix("_2023.txt").removeprefix("dup_"): row["signature"] for row in read.to_dicts() if row["signature"]
    }
    near = {
        frozenset(pair)
        for pair in combinations(found, 2)
        if sum(a == b for a, b in zip(found[pair[0]], found[pair[1]], strict=True)) >= THRESHOLD * PLACES
    }
    sure = [
        ("part_9_part_3_00854", "part_10_part_3_01427"), ("part_11_part_3_01733", "part_2_part_2_00223"),
        ("part_3_part_3_00490", "part_3_part_3_00244"), ("part_4_part_3_01628", "part_2_part_1_00532"),
        ("part_1_part_2_01217", "part_8_part_1_00557"),
    ]  # fmt: skip
    edited = [("part_2_part_3_00198", "part_2_part_3_00165"), ("part_2_part_1_00863", "part_2_part_1_00856"),
              ("part_2_part_2_00223", "part_10_part_2_01151"), ("part_11_part_3_01733", "part_10_part_2_01151")]  # fmt: skip
    assert {frozenset(pair) for pair in sure} <= near <= {frozenset(pair) for pair in sure + edited}
