"""Archives and mails: each member is a document of its own, what cannot be one is set aside, and the same archive again costs nothing."""

import base64
import zipfile
from datetime import UTC, datetime, timedelta

import pytest

from ingestion import landing
from ingestion.boxed import Box
from ingestion.documents import read
from ingestion.documents.mail import read_mail
from tests.drills.intake import archives
from tests.drills.intake.archives import NEWS, archive, mail

DAY = datetime(2026, 1, 1, 6, tzinfo=UTC)


@pytest.fixture
def home(tmp_path):
    (tmp_path / "inbox").mkdir()
    return tmp_path


def take_in(home, at=DAY):
    report = landing.land(landing.inbox_files(home / "inbox"), home / "landing", home / "quarantine", at)
    names = dict(landing.landed(home / "landing").select("document_id", "origin").iter_rows())
    inbox = f"{home / 'inbox'}/"
    new = sorted(names[document].removeprefix(inbox) for document in report.new)
    refused = {row["origin"].removeprefix(inbox): row["reason"] for row in report.quarantined}
    assert all(len(row["detail"]) > 20 for row in report.quarantined)
    return report, new, refused


def put(home, name, data):
    (home / "inbox" / name).write_bytes(data)


def test_each_member_is_a_document_and_the_archive_is_kept(home):
    data = archive(
        [("2024/通知.txt", NEWS), ("网页.htm", b"<p>" + NEWS), ("photo.jpg", b"\xff\xd8"), (".DS_Store", b"x"), ("__MACOSX/._a.txt", b"x"),
         ("2024/~$通知.docx", b"x")]
    )  # fmt: skip
    put(home, "材料.zip", data)
    _, new, refused = take_in(home)
    assert new == ["材料.zip/2024/通知.txt", "材料.zip/网页.htm"]
    assert refused == {"材料.zip/photo.jpg": "unsupported_type"}
    landed = landing.landed(home / "landing").sort("file_name")
    assert landed["file_name"].to_list() == ["网页.htm", "通知.txt"]
    assert landed["media_type"].to_list() == ["text/html", "text/plain"]
    stored = {path.read_bytes() for path in (home / "landing" / "objects").rglob("*") if path.is_file()}
    assert data in stored and NEWS in stored
    assert len(list((home / "landing" / "containers").glob("*.json"))) == 1
    assert read(landed, home / "landing").documents.height == 2


def test_a_kind_that_nothing_reads_has_the_same_remedy_in_an_archive_a_mail_and_an_inbox(home):
    put(home, "材料.zip", archive([("统计.ET", b"x")]))
    put(home, "来信.eml", mail([("统计.ET", b"x")]))
    put(home, "统计.ET", b"x")
    details = {row["origin"].removeprefix(f"{home / 'inbox'}/"): row["detail"] for row in take_in(home)[0].quarantined}
    alone = details.pop("统计.ET")
    assert "(.ET); save it in WPS as .xlsx; supported: .txt " in alone
    assert details == {"材料.zip/统计.ET": f"In 材料.zip: {alone}", "来信.eml/统计.ET": f"In 来信.eml: {alone}"}


def test_the_same_archive_again_is_told_without_unpacking(home, monkeypatch):
    put(home, "a.zip", archive([("a.txt", NEWS), ("b.zip", archive([("c.txt", NEWS), ("d.exe", b"x")]))]))
    first, _, refused = take_in(home)
    monkeypatch.setattr(Box, "run", lambda *_: pytest.fail("it was unpacked again"))
    second, new, again = take_in(home, DAY + timedelta(days=1))
    assert sorted(second.unchanged) == sorted(first.new) and not new and not second.changed
    assert refused == again == {"a.zip/b.zip/d.exe": "unsupported_type"}
    assert [row["quarantined_at"] for row in second.quarantined] == [DAY]


def test_other_limits_unpack_anew(home, monkeypatch):
    put(home, "a.zip", archive([(f"{number}.txt", NEWS) for number in range(5)]))
    monkeypatch.setenv("WAREHOUSE_BOX_MEMBERS", "4")
    assert take_in(home)[2] == {"a.zip": "too_many_members"}
    monkeypatch.delenv("WAREHOUSE_BOX_MEMBERS")
    _, new, refused = take_in(home)
    assert len(new) == 5 and not refused and not list((home / "quarantine").iterdir())


def test_a_new_version_of_an_archive_changes_what_changed_in_it(home):
    put(home, "a.zip", archive([("same.txt", NEWS), ("other.txt", b"one"), ("../out.txt", NEWS)]))
    assert take_in(home)[2] == {"a.zip/../out.txt": "unsafe_name"}
    put(home, "a.zip", archive([("same.txt", NEWS), ("other.txt", b"two"), ("more.txt", NEWS)]))
    report, new, refused = take_in(home, DAY + timedelta(days=1))
    assert (len(report.unchanged), len(report.changed), new) == (1, 1, ["a.zip/more.txt"])
    assert not refused and not list((home / "quarantine").iterdir())
    put(home, "a.zip", archive([("same.txt", NEWS), ("other.txt", b"one"), ("../out.txt", NEWS)]))
    report, new, refused = take_in(home, DAY + timedelta(days=2))
    assert (len(report.unchanged), len(report.changed), new) == (1, 1, [])
    assert refused == {"a.zip/../out.txt": "unsafe_name"}


def test_a_lost_object_is_unpacked_again(home):
    put(home, "a.zip", archive([("a.txt", NEWS)]))
    take_in(home)
    lost = next(path for path in (home / "landing" / "objects").rglob("*") if path.is_file() and path.read_bytes() == NEWS)
    lost.unlink()
    take_in(home)
    assert lost.read_bytes() == NEWS


def test_names_of_chinese_windows_are_read(home):
    named = [("新区/学位.txt".encode("gb18030"), NEWS), ("中原/幼儿园.txt".encode(), NEWS)]
    put(home, "a.zip", archives.raw_archive(named))
    assert take_in(home)[1] == ["a.zip/中原/幼儿园.txt", "a.zip/新区/学位.txt"]


LEADING_ELSEWHERE = ["../a.txt", "x/../../a.txt", "/etc/a.txt", "C:\\a.txt", "c:a.txt", "..\\a.txt", "\\\\host\\a.txt"]
MISLEADING = ["a\n.txt", "a\x1b[2J.txt", "\u202etxt.exe.txt", "字" * 300 + ".txt"]


@pytest.mark.parametrize("name", [*LEADING_ELSEWHERE, *MISLEADING])
def test_names_that_lead_elsewhere_are_refused_and_the_others_come_in(home, name):
    put(home, "a.zip", archives.raw_archive([(name.encode(), NEWS), (b"good.txt", NEWS)], flags=0x800))
    _, new, refused = take_in(home)
    assert new == ["a.zip/good.txt"] and list(refused.values()) == ["unsafe_name"]
    assert not any(mark in next(iter(refused)) for mark in "\n\x1b\u202e")


def test_a_backslash_parts_folders_as_windows_means_it(home):
    put(home, "a.zip", archives.raw_archive([("2024\\通知.txt".encode(), NEWS)], flags=0x800))
    assert take_in(home)[1] == ["a.zip/2024/通知.txt"]


@pytest.mark.parametrize(
    ("made", "expected", "good"),
    [
        (archives.overlapping, {"a.zip": "overlapping_members"}, []),
        (archives.broken_directory, {"a.zip": "damaged_archive"}, []),
        (archives.bad_checksum, {"a.zip/changed.txt": "damaged_member"}, ["a.zip/whole.txt"]),
        (archives.links, {"a.zip/link.txt": "symlink", "a.zip/pipe.txt": "not_a_file"}, ["a.zip/file.txt"]),
        (lambda: archives.raw_archive([(b"a.txt", NEWS)], flags=1), {"a.zip/a.txt": "encrypted"}, []),
        (lambda: archives.raw_archive([(b"a.txt", NEWS)], method=97), {"a.zip/a.txt": "unsupported_archive"}, []),
        (lambda: archive([("a.txt", bytes(5 << 20)), ("b.txt", NEWS)]), {"a.zip/a.txt": "grows_too_much"}, ["a.zip/b.txt"]),
        (lambda: b"", {"a.zip": "damaged_archive"}, []),
        (lambda: archive([]), {"a.zip": "empty"}, []),
        (lambda: archive([("a.txt", NEWS)])[:-30], {"a.zip": "damaged_archive"}, []),
        (lambda: archives.nested(5), {"a.zip/level3.zip/level2.zip/level1.zip": "too_deep"},
         ["a.zip/level3.zip/level2.zip/text1.txt", "a.zip/level3.zip/text2.txt", "a.zip/text3.txt"]),
    ],
)  # fmt: skip
def test_hostile_archives(home, made, expected, good):
    put(home, "a.zip", made())
    _, new, refused = take_in(home)
    assert refused == expected
    assert new == good


def test_of_two_members_of_one_name_the_last_counts(home):
    with pytest.warns(UserWarning, match="Duplicate"):
        put(home, "a.zip", archive([("a.txt", b"old"), ("b.txt", NEWS), ("a.txt", b"new")], zipfile.ZIP_STORED))
    _, new, refused = take_in(home)
    assert new == ["a.zip/a.txt", "a.zip/b.txt"] and refused == {"a.zip/a.txt (1)": "duplicate_name"}
    assert "new" in read(landing.landed(home / "landing"), home / "landing").documents["text"].to_list()


@pytest.mark.parametrize("names", [("./a.txt", "a.txt"), ("x//a.txt", "x/a.txt"), ("x\\a.txt", "x/./a.txt")])
def test_a_name_that_is_written_in_two_ways_is_one_name_and_the_others_come_in(home, names):
    put(home, "a.zip", archives.raw_archive([*((name.encode(), NEWS) for name in names), (b"good.txt", NEWS)], flags=0x800))
    _, new, refused = take_in(home)
    name = f"a.zip/{names[1].replace('./', '')}"
    assert new == sorted([name, "a.zip/good.txt"]) and refused == {f"{name} (1)": "duplicate_name"}


def test_of_an_archive_in_an_archive_and_a_folder_of_its_name_no_file_takes_the_place_of_another(home):
    put(home, "a.zip", archive([("b.zip", archive([("c.txt", b"inner")])), ("b.zip/c.txt", NEWS), ("z.txt", NEWS)]))
    _, new, refused = take_in(home)
    assert new == ["a.zip/b.zip/c.txt", "a.zip/z.txt"] and refused == {"a.zip/b.zip/c.txt": "duplicate_name"}
    report, new, refused = take_in(home, DAY + timedelta(days=1))
    assert not new and not report.changed and refused == {"a.zip/b.zip/c.txt": "duplicate_name"}


def test_limits_hold_for_all_that_an_archive_holds(home, monkeypatch):
    monkeypatch.setenv("WAREHOUSE_BOX_MEMBERS", "10")
    put(home, "a.zip", archives.wide(archives=3, files=4))
    _, new, refused = take_in(home)
    assert len(new) == 4 and refused == {"a.zip/part1.zip": "too_many_members", "a.zip/part2.zip": "too_many_members"}


def test_a_mail_is_a_document_and_so_are_its_attachments(home):
    put(
        home,
        "mail.eml",
        mail([("学位.txt", NEWS), ("更多.zip", archive([("a.txt", NEWS)])), ("图.png", b"\x89PNG")], subject="转发：关于新增学位的通知"),
    )
    _, new, refused = take_in(home)
    assert new == ["mail.eml", "mail.eml/学位.txt", "mail.eml/更多.zip/a.txt"]
    assert refused == {"mail.eml/图.png": "unsupported_type"}
    result = read(landing.landed(home / "landing"), home / "landing")
    row = next(row for row in result.documents.iter_rows(named=True) if row["file_name"] == "mail.eml")
    assert (row["title"], row["publisher"], str(row["published_date"]), row["published_date_basis"]) == (
        "关于新增学位的通知",
        "焦作市教育局",
        "2024-03-20",
        "metadata",
    )
    assert row["text"] == "关于新增学位的通知\n\n全市新增学位5520个。\n"
    assert "".join(row["text"][span["char_start"] : span["char_end"]] for span in row["body"]).endswith("新增学位5520个。")


def test_attachments_of_one_name_are_all_taken_in_and_one_named_like_their_numbers_too(home):
    long = "字" * 251 + ".txt"
    put(home, "a.eml", mail([("a (2).txt", NEWS), ("a.txt", NEWS), ("a.txt", b"more"), (long, NEWS), (long, NEWS), ("z.txt", NEWS)]))
    _, new, refused = take_in(home)
    assert new == ["a.eml", *(f"a.eml/{name}" for name in ("a (2).txt", "a (3).txt", "a.txt", "z.txt", long))]
    assert list(refused.values()) == ["unsafe_name"]


def test_the_name_of_an_attachment_may_go_on_in_the_next_line(home):
    put(home, "a.eml", mail([("LONG NAME.txt", NEWS)]).replace(b"LONG NAME", b"long\n\tname"))
    assert take_in(home)[1:] == (["a.eml", "a.eml/long name.txt"], {})


def test_a_mail_without_attachments_is_a_document_alone(home):
    put(home, "a.eml", mail())
    assert take_in(home)[1:] == (["a.eml"], {})


def test_a_mail_whose_attachments_are_refused_is_still_read(home, monkeypatch):
    monkeypatch.setenv("WAREHOUSE_BOX_MEMBERS", "2")
    put(home, "a.eml", mail([(f"{number}.txt", NEWS) for number in range(3)]))
    assert take_in(home)[1:] == (["a.eml"], {"a.eml": "too_many_members"})
    assert take_in(home)[1:] == ([], {"a.eml": "too_many_members"})


def test_a_mail_as_chinese_programs_of_old_send_it():
    body = "请查收。全市新增学位5520个，新建幼儿园25所。".encode("gbk")
    sender = b"=?gb2312?B?" + base64.b64encode("焦作日报".encode("gbk")) + b"?= <a@b.cn>"
    head = b"Subject: " + "关于学位的报告".encode("gbk") + b"\r\nFrom: " + sender + b"\r\n"
    page = read_mail(head + b"Content-Type: text/plain; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + body)
    assert page.text == "关于学位的报告\n\n请查收。全市新增学位5520个，新建幼儿园25所。"
    assert page.declared == {"title": "关于学位的报告", "publisher": "焦作日报"}


def test_the_table_of_a_mail_is_not_lost():
    from email.message import EmailMessage

    made = EmailMessage()
    made["Subject"] = "统计"
    made.set_content("见表")
    made.add_alternative("<p>见表</p><table><tr><td>新增学位</td><td>5520个</td></tr></table>", subtype="html")
    assert "新增学位\t5520个" in read_mail(made.as_bytes()).text


def test_half_a_character_in_a_header_leaves_the_mail_readable():
    page = read_mail(b"Subject: =?utf-7?Q?+2AA-?= =?utf-8?Q?ok?=\r\n\r\n" + "全市新增学位5520个。".encode())
    assert "全市新增学位5520个。" in page.text and "ok" in page.text.encode().decode()


def test_a_charset_whose_name_is_none_is_passed_over():
    head = b'Subject: a\r\nContent-Type: text/plain; charset="gb\x00"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
    assert "5520" in read_mail(head + "全市新增学位5520个。".encode()).text


def test_a_member_without_a_name_is_refused_and_the_others_come_in(home):
    put(home, "a.zip", archives.raw_archive([(b"", NEWS), (b"good.txt", NEWS)]))
    _, new, refused = take_in(home)
    assert new == ["a.zip/good.txt"] and list(refused.values()) == ["unsafe_name"]
