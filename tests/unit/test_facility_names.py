"""What names of schools mean: full forms, the place they carry, campuses, and which ways of writing are one school's."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingestion.extraction import facility_names
from ingestion.extraction.facility_names import canonical, identify
from ingestion.extraction.gazetteer import Region, by_name
from ingestion.wordlists import mapping, table, words


def region(name: str) -> Region:
    return by_name()[name][0]


JIAOZUO, JIEFANG, SHANYANG = region("焦作市"), region("解放区"), region("山阳区")

FULL_FORMS = [
    # numerals and kinds of schools
    ("市十一中", "焦作市", "焦作市第十一中学"),
    ("焦作十一中", "焦作市", "焦作市第十一中学"),
    ("焦作市第11中学", "焦作市", "焦作市第十一中学"),
    ("市１１中", "焦作市", "焦作市第十一中学"),
    ("焦作市第十一中", "焦作市", "焦作市第十一中学"),
    ("焦作市第十一中学", "焦作市", "焦作市第十一中学"),
    ("市101中", "焦作市", "焦作市第一〇一中学"),
    ("市一百零一中学", "焦作市", "焦作市第一〇一中学"),
    ("市二十三中", "焦作市", "焦作市第二十三中学"),
    ("市二小", "焦作市", "焦作市第二小学"),
    ("市三幼", "焦作市", "焦作市第三幼儿园"),
    ("市实小", "焦作市", "焦作市实验小学"),
    ("市二实小", "焦作市", "焦作市第二实验小学"),
    ("市一职高", "焦作市", "焦作市第一职业高级中学"),
    ("市特教学校", "焦作市", "焦作市特殊教育学校"),
    ("山阳实小", "焦作市", "山阳区实验小学"),
    ("师大一附中", "焦作市", "师大第一附属中学"),
    ("焦作外国语中学", "焦作市", "焦作市外国语中学"),
    # places
    ("区一小", "解放区", "解放区第一小学"),
    ("解放一小", "解放区", "解放区第一小学"),
    ("市十一中", "解放区", "焦作市第十一中学"),
    ("县一高", "武陟县", "武陟县第一高级中学"),
    ("武陟一中", "焦作市", "武陟县第一中学"),
    ("博爱职专", "焦作市", "博爱县职业中等专业学校"),
    ("市一中", "沁阳市", "沁阳市第一中学"),
    ("省实验中学", "焦作市", "河南省实验中学"),
    ("区一小", "郑东新区", "郑东新区第一小学"),
    ("焦作市市直幼儿园", "焦作市", "焦作市直幼儿园"),
    # what stands around a name
    ("新建市十一中", "焦作市", "焦作市第十一中学"),
    ("改扩建纬五路第二小学", "金水区", "纬五路第二小学"),
    ("焦作工贸职业学院（一期）", "焦作市", "焦作工贸职业学院"),
    ("市特殊教育学校康复公寓楼", "焦作市", "焦作市特殊教育学校"),
    (" 焦作市 第十一中学 ", "焦作市", "焦作市第十一中学"),
    # campuses
    ("市实小（东校区）", "焦作市", "焦作市实验小学东校区"),
    ("市一中南校区二期", "焦作市", "焦作市第一中学南校区"),
    ("龙江路小学新都校区", "新都区", "龙江路小学新都校区"),
]


@pytest.mark.parametrize(("written", "home", "full"), FULL_FORMS)
def test_full_form(written, home, full):
    assert canonical(written, region(home)) == full


WHOLE = ["焦作大学", "解放路小学", "市场路小学", "八一中", "朝阳学校", "贺州高级中学", "新都一中北星中学校", "深圳外国语学校"]


@pytest.mark.parametrize("name", WHOLE)
def test_names_that_are_whole_stay(name):
    assert canonical(name, JIAOZUO) == name


ONE_SCHOOL = [
    ("焦作市", ["市十一中", "焦作十一中", "焦作市第十一中学", "第11中学", "焦作市第十一中"]),
    ("解放区", ["第一小学", "一小", "区一小", "解放区第一小学", "焦作市解放区第一小学"]),
    ("武陟县", ["武陟县第一高中", "县一高", "武陟县第一高级中学"]),
    ("沁阳市", ["市实验初中", "沁阳市实验初级中学"]),
    ("开封市", ["河大附中", "河南大学附属中学"]),
]


@pytest.mark.parametrize(("home", "ways"), ONE_SCHOOL)
def test_ways_of_writing_one_school(home, ways):
    assert len({identify(name, region(home)).facility_id for name in ways}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("第一小学", JIEFANG), ("第一小学", SHANYANG)),
        (("第一小学", JIAOZUO), ("第一小学", JIEFANG)),
        (("市第一小学", JIEFANG), ("区第一小学", JIEFANG)),
        (("市一中", JIAOZUO), ("市一中", region("洛阳市"))),
        (("市一中", JIAOZUO), ("市一小", JIAOZUO)),
        (("市实小", JIAOZUO), ("市实小东校区", JIAOZUO)),
        (("第一小学", None), ("第一小学", JIEFANG)),
    ],
)
def test_schools_that_are_two(one, other):
    assert identify(*one).facility_id != identify(*other).facility_id


def test_a_city_school_is_one_in_whatever_district_it_is_named():
    city = identify("焦作市第十一中学", JIAOZUO)
    assert identify("市十一中", JIAOZUO, JIEFANG) == city
    assert identify("市十一中", SHANYANG) == city
    assert (city.region_code, city.region_name) == ("410800", "焦作市")


@pytest.mark.parametrize("home", ["郑州市", "河南省", "全国", "金水区", "北京市"])
def test_a_school_is_known_far_from_home_by_its_whole_name(home):
    assert identify("焦作市第十一中学", region(home)) == identify("市十一中", JIAOZUO)
    assert identify("焦作市第十一中学", None) == identify("市十一中", JIAOZUO)


def test_a_name_that_several_districts_have_is_the_nearest_ones():
    assert identify("鼓楼区第一小学", region("开封市")).region_code == "410204"
    assert identify("鼓楼区第一小学", region("河南省")).region_code == "410204"
    assert identify("鼓楼区第一小学", region("全国")).own_name == "鼓楼区第一小学"
    assert identify("鼓楼实验小学", JIAOZUO).own_name == "鼓楼实验小学"
    assert identify("郑州七中", JIAOZUO).name == "郑州市第七中学"


def test_a_school_named_with_its_district_belongs_there():
    assert identify("解放区第一小学", JIAOZUO) == identify("区第一小学", JIEFANG)


def test_a_district_that_was_renamed_keeps_its_schools():
    before, after = identify("市一中", region("偃师市")), identify("偃师区第一中学", region("偃师区"))
    assert before.facility_id == after.facility_id and before.name == "偃师市第一中学"


def test_a_zone_that_became_a_district_is_that_district_and_no_other_of_its_citys_code():
    names = {zone: identify("第一小学", region(zone)).region_name for zone in ("光明新区", "坪山新区")}
    assert names == {"光明新区": "光明区", "坪山新区": "坪山区"}


def test_a_campus_is_one_of_its_school():
    campus = identify("市实小东校区", JIAOZUO)
    assert campus.school == identify("焦作市实验小学", JIAOZUO)
    assert campus.facility_id != campus.school.facility_id
    assert identify("市实小", JIAOZUO).school is None


def test_every_alias_is_of_a_known_region_and_leads_to_its_canonical_name():
    for row in table("facility_aliases"):
        home = facility_names.region_of(row["region_code"], row["region_name"])
        assert home is not None, row
        assert identify(row["alias"], home) == identify(row["canonical"], home), row
        assert row["why"], row


def test_an_alias_is_one_in_its_own_region_alone():
    assert identify("河大附中", JIAOZUO) != identify("河南大学附属中学", region("开封市"))
    campus = identify("河大附中东校区", region("开封市"))
    assert (campus.name, campus.school) == ("河南大学附属中学东校区", identify("河南大学附属中学", region("开封市")))


PLACES = ["", "市", "区", "县", "省", "焦作", "焦作市", "解放区", "焦作市解放区", "沁阳", "原", "新建", "改扩建"]
NUMBERS = ["", "一", "第一", "11", "第11", "十一", "二十", "１０１", "百", "八一"]
HOMES = [None, JIAOZUO, JIEFANG, region("沁阳市"), region("郑东新区"), region("河南省"), region("全国"), region("北京市")]
KINDS = [*mapping("facility_forms", "form", "full"), *words("facility_suffixes")]
TAILS = ["", *mapping("facility_tails", "term", "kind"), "（原二中）", "(", "）"]


@settings(deadline=None, max_examples=400)
@given(st.sampled_from(PLACES), st.sampled_from(NUMBERS), st.sampled_from(KINDS), st.sampled_from(TAILS), st.sampled_from(HOMES))
def test_reading_a_full_form_again_changes_nothing(place, number, kind, tail, home):
    once = identify(place + number + kind + tail, home)
    assert once.name and once.own_name
    again = identify(once.name, home)
    assert (again.name, again.facility_id) == (once.name, once.facility_id)


@settings(deadline=None, max_examples=200)
@given(st.text(st.sampled_from("市县区第一十11小中学校幼东（）() \n焦作解放原"), max_size=12), st.sampled_from(HOMES))
def test_any_text_is_read(name, home):
    assert isinstance(identify(name, home).facility_id, str)
