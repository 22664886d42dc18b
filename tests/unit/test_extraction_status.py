"""Whether a figure has happened, is under way, is meant to happen or must be met: what its sentence, its project and its section say of it.

Every text is invented.
"""

from datetime import date

import pytest

from ingestion.extraction.genres import genre_of
from tests.extracted import claims_of

DAY = date(2023, 5, 18)
HANZHONG = {"published": DAY, "publisher": "汉中日报", "title": "汉中市推进学校建设"}


def statuses(text, **about):
    return [claim["status"] for claim in claims_of(text, **(HANZHONG | about))]


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        # words that only look like a plan
        ("新学期即将到来之际，全县4所新建小学举行了开学典礼。", "actual"),
        ("省里下达我市校舍改造投资计划2600万元。", "actual"),
        ("学生营养改善计划已安排资金3.1亿元。", "actual"),
        ("经教育局积极争取，企业为学校捐款60万元。", "actual"),
        ("全市累计争取上级教育补助超过8亿元。", "actual"),
        ("全市积极向上争取学校建设补助资金已累计1.7亿元。", "actual"),
        # 将 that puts the object first
        ("县里将停产多年的占地20亩的纸箱厂，整体划拨给城关中学。", "actual"),
        ("全县将12所学校的旱厕改为水厕。", "actual"),
        ("全县将12所学校纳入明年改造计划，将投入800万元。", "target"),
        ("学校将于9月底前交付使用，占地20亩。", "target"),
        # a decision, a forecast, what has not begun
        ("市政府召开会议，决定投入1500万元更新课桌椅。", "target"),
        ("老校友决定再捐建教学楼1栋。", "target"),
        ("该校预估学生增至900人。", "target"),
        ("目前还有2个学校项目尚未开工。", "target"),
        ("三年行动计划确定，全县新建幼儿园60所。", "target"),
        ("根据全市中小学布局规划，江南片区建设小学7所。", "target"),
        ("根据全市中小学布局规划，江南片区已建成小学7所。", "actual"),
        ("全市共有7所新建的幼儿园将投入使用。", "target"),
        ("全市改善了90个教学点，今年将对余下的教学点进行改造。", "actual"),
        # what was planned has been done
        ("去年计划新建、改扩建的14所学校全部开工。", "actual"),
        ("计划实施的6个校舍项目均已顺利竣工。", "actual"),
        ("计划实施的6个校舍项目将全部竣工。", "target"),
        ("预计到2022年普及率仍低，到2023年已经超过90%的幼儿园达标。", "actual"),
    ],
)
def test_what_words_make_of_a_sentence(sentence, status):
    assert statuses(sentence)[-1] == status


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("市里计划新建一批学校，使新建学校生均用地面积小学不少于19平方米，初中不少于24平方米。", "standard"),
        ("力争到2025年小学生均用地面积不少于19平方米。", "target"),
        ("原则上2—3万人口左右设置1所初中。", "standard"),
        ("每1万居民配建1所幼儿园。", "standard"),
        ("计划投资800万元建1所幼儿园。", "target"),
        ("奖励标准由每生每年600元提高到800元。", "standard"),
    ],
)
def test_norms(sentence, status):
    assert statuses(sentence)[-1] == status


def test_the_earlier_state_of_a_planned_rise_is_a_fact():
    assert statuses("学校规模计划由原20个班扩大到36个班。") == ["actual", "target"]


def test_years_to_come_are_to_come():
    assert statuses("今年初县里就定了下来。从今年起，县财政分三年每年安排资金600万元用于学校改造。")[-1] == "target"


def test_a_headline_may_say_itself_what_is_done():
    title = "汉中市完成新建幼儿园18所"
    assert statuses(f"{title}\n\n今年，我市计划新建幼儿园18所。目前任务圆满完成。", title=title) == ["actual", "target"]


def test_the_parts_of_a_headline_have_times_of_their_own():
    title = "汉中学校改造完成投资6亿元 部分项目8月底交付"
    assert statuses(f"{title}\n\n各校施工顺利。", title=title) == ["actual"]


OPENED = "汉台区第三幼儿园，位于兴汉路。占地面积3000平方米，规划班级12个。"


@pytest.mark.parametrize(
    ("opening", "status"),
    [
        ("5月10日，汉台区第三、第四幼儿园正式投入使用。", "actual"),
        ("9月1日，汉台区第三、第四幼儿园正式投入使用。", "target"),
        ("汉台区第三、第四幼儿园将正式投入使用。", "target"),
    ],
)
def test_a_story_that_opens_with_schools_in_use_tells_of_such(opening, status):
    assert set(statuses(f"{opening}\n\n{OPENED}", title="汉台区再添两所公办幼儿园")) == {status}


@pytest.mark.parametrize(
    "work",
    [
        "施工现场一片忙碌，工人们正在紧张施工",
        "目前，正在进行工程扫尾工作",
        "目前，主体框架已完成",
        "工程已于2月动工",
        "项目进入内部装修阶段",
    ],
)
def test_what_a_building_site_looks_like(work):
    text = f"{work}。\n\n新校占地60亩，建设教学楼2栋，总投资9000万元，建成后可容纳学生1600人。操场已投入使用。"
    assert set(statuses(text, title="南郑区江南中学建设稳步推进")) == {"ongoing"}


def test_what_is_under_way_is_so_on_the_day_of_publication():
    (claim,) = claims_of("江南中学等3个项目正在建设。", **HANZHONG)
    assert (claim["status"], claim["period_start"], claim["period_end"]) == ("ongoing", None, DAY)
    # works that begin end on a day that nobody tells
    claims = claims_of("江南中学占地60亩，总投资9000万元。", **(HANZHONG | {"title": "江南中学开工"}))
    assert {(claim["status"], claim["period_end"]) for claim in claims} == {("ongoing", None)}


def test_the_works_of_many_schools_are_not_one_project():
    text = "全市中小学新建校舍。汉台区第三小学正在紧张施工。\n\n南郑区第四小学占地30亩。"
    assert statuses(text, title="汉中加快中小学建设") == ["actual"]


@pytest.mark.parametrize(
    ("heading", "status"),
    [
        ("正在建设的幼儿园", "ongoing"),
        ("在建项目", "ongoing"),
        ("已开工的学校", "ongoing"),
        ("拟规划建设的幼儿园", "target"),
        ("已建成的幼儿园", "actual"),
    ],
)
def test_headings_that_sort_schools_by_their_state(heading, status):
    planned = "计划新建的幼儿园\n\n（一）城南幼儿园\n\n占地9亩。计划2024年招生。"
    text = f"{planned}\n\n{heading}\n\n（二）城北幼儿园\n\n占地8亩，建筑面积3000平方米。"
    assert statuses(text, title="三年内汉台区将新增多所幼儿园")[-2:] == [status] * 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2023年，教育项目共30所，其中已竣工19所，在建8所，办理前期手续3所。", ["ongoing", "actual", "ongoing", "ongoing"]),
        ("今年，18所学校建设列入实事工程，总建筑面积4万平方米。目前，开工7所，已完工11所。", ["ongoing", "ongoing", "actual", "actual"]),
        ("今年改扩建学校18所，已完工18所。", ["actual", "actual"]),
        ("今年新建学校4所；改扩建学校5所，已完工3所，在建1所。", ["actual", "actual", "actual", "ongoing"]),
    ],
)
def test_a_count_of_which_some_are_done_and_others_not_is_under_way(text, found):
    assert statuses(text) == found


def test_sizes_told_with_a_count_share_its_status():
    text = "去年起新建学校。列入实事的9所小学正在建设，总建筑面积6万平方米，总投资2亿元。"
    assert statuses(text) == ["ongoing"] * 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # of one school whose works have begun, not of several
        ("第三小学新建项目位于兴汉路，已开工建设，计划总投资8600万元。", ["ongoing"]),
        ("全市已有12个学校项目开工建设，计划总投资8.6亿元。", ["actual", "target"]),
        ("第三小学新建项目位于兴汉路，计划总投资8600万元。", ["target"]),
        # when works are to be done
        ("全市幼儿园项目动作快，新建幼儿园7所，改扩建幼儿园12所。工程计划年底前全部竣工。", ["target", "target"]),
        ("今年新建小学6所，目前已动工，将于11月交付。", ["ongoing"]),
        ("今年新建小学6所，已投用4所，其余将于11月交付。", ["actual", "actual"]),
        ("全市建设任务为新建3栋校舍、规划总投资2100万元。工程现已完工。", ["actual", "actual"]),
        ("全市计划新建3栋校舍。工程主体已完工。", ["target"]),
        ("截至4月底，今年计划建设的30所学校已开工18所。", ["target", "actual"]),
        ("去年，市政府承诺新建幼儿园12所，目前全部建成投用。", ["actual"]),
        ("我市正加快推进15所学校建设。", ["ongoing"]),
        ("我市15所学校建设项目稳步推进，累计完成投资3亿元。", ["ongoing", "actual"]),
        # what money is for
        ("省财政下达我市校舍改造资金3200万元，用于留坝、佛坪等3县26所小学校舍维修改造。", ["actual", "target"]),
        ("去年我市落实资金3200万元，26所小学校舍维修改造完成。", ["actual", "actual"]),
    ],
)
def test_how_far_works_have_come(text, found):
    assert statuses(text) == found


def test_works_that_are_due_have_the_time_at_which_they_are():
    claims = claims_of("全市新建幼儿园7所。工程计划年底前全部竣工。", **HANZHONG)
    assert [(claim["status"], claim["period_end"]) for claim in claims] == [("target", date(2023, 12, 31))]


def test_a_headline_keeps_its_own_status_and_each_part_its_own():
    title = "城固县将对18所小学和4所幼儿园进行改造 已竣工6200平方米"
    text = f"{title}\n\n城固县学校项目已批复，对18所小学、4所幼儿园进行改造。"
    assert statuses(text, title=title)[:3] == ["target", "target", "actual"]


def test_what_a_past_year_kept_up_is_no_aim():
    text = "一、2022年工作回顾\n义务教育巩固率保持在97%以上。\n二、2023年工作安排\n义务教育巩固率保持在98%以上。"
    assert statuses(text, title="汉中市2023年政府工作报告", published=date(2023, 2, 3)) == ["actual", "target"]


def test_a_headline_is_not_said_of_all_that_its_story_tells():
    title = "汉台区“十四五”教育规划：5年将新增学位9000个"
    text = f"{title}\n\n“十三五”期间，汉台区新增学位7300个。\n\n2019年，新建小学3所。"
    about = {"title": title, "published": date(2020, 11, 20)}
    assert statuses(text, **about)[1:] == ["actual", "actual"]


def test_the_day_of_a_ceremony_is_no_time_of_what_is_built():
    claims = claims_of("5月16日，江南中学举行奠基仪式，学校占地80亩，总投资2.3亿元。", **HANZHONG)
    assert {(claim["status"], claim["period_start"]) for claim in claims} == {("ongoing", None)}


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [
        (
            "汉台区教育局2022年工作总结",
            "一年来，新建小学3所，新增学位5000个，将12所薄弱学校纳入集团化办学。",
            ["actual", "actual", "actual"],
        ),
        ("汉台区教育", "2022年新建小学3所，下一步，将再建4所小学。", ["actual", "target"]),
        ("汉台区中小学布局专项规划公示", "规划小学60所。现状小学41所。", ["target", "actual"]),
        ("江南中学建设见闻", "代表们来到江南中学项目建设现场。该项目占地40亩，计划9月投入使用。", ["ongoing"]),
        ("2022年教育经费执行情况", "全市小学生均经费支出为1.2万元，初中生均1.6万元，比上年增长6%。", ["actual", "actual", "actual"]),
    ],
)
def test_what_a_whole_text_makes_of_its_figures(title, text, found):
    assert statuses(text, title=title) == found


def test_headed_schools_open_when_their_story_says_that_schools_will():
    school = "汉台区第六小学\n占地40亩，设36个班。"
    about = {"title": "今秋汉中9所新学校投用", "published": date(2023, 8, 10)}
    assert set(statuses(f"今年9月，汉中市将有9所新学校投入使用。\n\n{school}", **about)) == {"target"}


def test_items_of_a_progress_report_are_in_their_own_state():
    text = "1.江南中学。总投资2.3亿元，建筑面积4.5万平方米。目前正在进行主体施工。\n2.江北小学。总投资8000万元，占地30亩。已于3月投用。"
    assert statuses(text, title="汉中市教育基建项目进展") == ["ongoing", "ongoing", "actual", "actual"]


def test_what_is_told_after_the_day_of_opening_is_in_the_projects_state():
    text = "今天上午，江南中学开工。学校占地80亩，2025年9月投用，提供学位2400个。"
    assert statuses(text, title="江南中学开工") == ["ongoing", "ongoing"]


def test_works_told_of_elsewhere_in_a_story_are_those_of_the_school_they_are_told_of():
    text = "在建的汉台区第三小学进展顺利。\n\n学校食堂统一供餐。\n\n汉台区{}小学总建筑面积1.2万平方米。"
    assert statuses(text.format("第三"), title="看看汉台区的学校") == ["ongoing"]
    assert statuses(text.format("第四"), title="看看汉台区的学校") == ["actual"]
    assert statuses(text.format("第三") + "第五小学已搬入新校舍。", title="看看汉台区的学校") == ["actual"]


def test_a_paragraph_that_points_back_tells_of_the_project_before_it():
    text = "项目占地40亩，规划总学位1350个。\n该项目已于2023年3月开工建设，预计2024年9月投入使用。"
    assert statuses(text, title="汉台区有新学校了") == ["ongoing"] * 2


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("今年，加快推进谭文中学、红湖学校等19个教育项目建设。", "ongoing"),
        ("今年，持续推进13所高中建设。", "ongoing"),
        ("今年，加快推进新建5所小学。", "target"),
        ("2022年，新增高中学位8700个，比年度计划翻了一番。", "actual"),
    ],
)
def test_works_that_are_pushed_on_are_under_way(text, status):
    claims = claims_of(text, published=date(2023, 1, 18), title="政府工作报告", publisher="信阳市人民政府")
    assert [claim["status"] for claim in claims if claim["family"] != "indicator"] == [status]


def test_a_plan_of_matters_to_be_done_is_a_plan():
    text = "海门市教育局2020年为民办实事计划\n2020-03-02\n一、校舍安全：完成加固校舍3.03万平方米。\n二、幼儿园：新建成3所幼儿园。\n"
    claims = claims_of(text, published=date(2020, 3, 2), title="海门市教育局2020年为民办实事计划")
    assert {claim["status"] for claim in claims} == {"target"}


def test_two_articles_make_a_norm():
    text = "山东省幼儿园设置要求（摘要）\n第九条 新建幼儿园应当独立设置。\n第十条 每3000人口设置一所6个班以上的幼儿园。\n"
    assert {claim["status"] for claim in claims_of(text, title="山东省幼儿园设置要求（摘要）")} == {"standard"}


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("今年新建学校9所，正在建设4所。", ["actual", "ongoing"]),
        ("今年已有8所学校投入使用、11所正在进行装修。", ["actual", "ongoing"]),
        ("今年5所学校建成投用，另有4所学校正在施工。", ["actual", "ongoing"]),
        ("今年2所初中、3所小学、8所幼儿园正在建设中。", ["ongoing"] * 3),
        ("今年完成教育投资3.7亿元，占年度计划的82%。", ["actual", "actual"]),
        ("今年完成教育投资3.7亿元，为全年目标的82%。", ["actual", "actual"]),
    ],
)
def test_a_figure_has_its_own_state(text, statuses):
    claims = claims_of(text, published=date(2023, 9, 18), title="教育项目进展", publisher="信阳市人民政府")
    assert [claim["status"] for claim in claims] == statuses


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("今年，要积极争取上级教育补助资金6000万元。", ["target"]),
        ("今年，争取上级教育补助资金6000万元。", ["actual"]),
        ("今年建成投用学校7所，正在建设3所，新增学位6200个。", ["actual", "ongoing", "actual"]),
        ("网传撤并小学60所，该消息不实，今年撤并的教学点仅有3个。", ["disputed", "actual"]),
        ("关于学费6000元的谣言，教育局表示，去年学费收入为4800元。", ["disputed", "actual"]),
        ("2012年，全市幼儿园仅3所；到2023年，幼儿园增加到52所。", ["actual", "actual"]),
        ("到2023年，幼儿园增加到52所。", ["target"]),
        ("我市出台《学校建设三年行动计划（2023—2025年）》，改扩建56所。", ["target"]),
    ],
)
def test_plans_denials_and_what_was_before(text, statuses):
    claims = claims_of(text, published=date(2023, 9, 18), title="教育项目进展", publisher="信阳市人民政府")
    assert [claim["status"] for claim in claims] == statuses


def test_when_one_school_is_due_says_nothing_of_those_counted_before():
    told = claims_of("今年全市新建小学4所。澧阳中学扩建工程计划明年8月竣工。", published=date(2023, 9, 18), title="教育项目进展")
    assert [claim["status"] for claim in told] == ["actual"]
    told = claims_of("今年全市新建小学4所。项目计划明年8月竣工。", published=date(2023, 9, 18), title="教育项目建设")
    assert [claim["status"] for claim in told] == ["target"]


def test_a_visit_to_matters_promised_is_no_plan():
    told = claims_of("该校占地90亩，在校生1560人。", published=date(2023, 9, 18), title="代表视察民生实事项目推进情况")
    assert {claim["status"] for claim in told} == {"actual"}


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        # what only looks like a cue
        ("近年来，全县农村已陆续建成幼儿园42所。", ["actual"]),
        ("按照先建后撤的思路开展学校规划建设和布局优化，改造初中21所。", ["actual"]),
        ("青山未来城学校、东湖小学等4所学校已经建成，新增学位3200个。", ["actual", "actual"]),
        ("完善普及高中教育计划措施，教育支出达12.6亿元。", ["actual"]),
        # a word that is said of one clause alone
        ("财政教育支出占比保持在18%以上，全年新建小学6所。", ["actual", "actual"]),
        ("为落实上级通知，确保2024年春季开学正常运转，市财政下达学校补助资金4600万元。", ["actual"]),
        # the shell of a building is no school
        ("12所公办幼儿园主体已全部完工。", ["ongoing"]),
        ("一栋教学楼主体工程已经竣工。", ["ongoing"]),
        ("城东5个学校项目建设推进中。", ["ongoing"]),
        ("推进中小学扩容，新建小学5所。", ["actual"]),
        # what another school's works are at
        ("校舍改造完成投资2.4亿元，第九中学迁建主体工程正在施工。", ["actual"]),
        # a time to come in the figure's own clause
        ("目前已投入使用小学6所，2024年秋季开学投入使用2所。", ["actual", "target"]),
        ("目前幼儿园项目完工3所，预计年底前全部交付使用。", ["actual"]),
        # tasks of the year
        ("今年，“建成投用学校30所以上”是我市民生实事之一。", ["target"]),
        ("2023年市教育局承担的为民办实事项目为新建、改扩建幼儿园24所。", ["target"]),
        # the next clauses tell when it is to be done
        ("2023年新建城北中学，新增建筑面积9万平方米，新增学位4000个，预计年底竣工投用。", ["target", "target"]),
    ],
)
def test_which_words_speak_for_a_figure(text, statuses):
    claims = claims_of(text, published=date(2023, 9, 18), title="教育项目进展", publisher="信阳市人民政府")
    assert [claim["status"] for claim in claims] == statuses


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [
        # lists of tasks that have been chosen
        ("我区两会闭幕", "会上票决产生了2023年十件民生实事项目。\n一、增加学位供给。\n新增幼儿园学位900个。\n", ["actual", "target"]),
        ("我区两会闭幕", "会上总结了去年的工作。\n一、增加学位供给。\n新增幼儿园学位900个。\n", ["actual"]),
        # norms, reports of one's own work, a time that is only announced
        ("学校建设规模按班额确定，具体标准如下：", "班额与规模：18—36个班，班额约45人。\n", ["standard", "standard"]),
        ("关于2023年民生实事的自 查 报 告", "安排资金67万元用于校舍维修。\n", ["actual"]),
        ("这所学校开工时间定了", "城南实验小学占地40亩，共计36个班。目前还没有动工的痕迹，规划已批复。\n", ["target", "target"]),
        # a headline that says which schools are in use
        (
            "城南小学、第五幼儿园揭牌招生",
            "城南新区第五幼儿园是一所公办幼儿园。该园于2021年3月开工建设，总建筑面积6200平方米，办学规模15个班。项目主体已全部竣工。\n",
            ["actual", "actual"],
        ),
        # an old school whose pupils are counted
        ("城关小学简介", "城关小学占地24亩。学校在校学生已经有1270人，新学期将迎来新生。\n", ["actual", "actual"]),
        # works that have just begun, and what they cost
        ("开工仪式举行", "9月18日，我县举行教育项目开工仪式。本次集体开工的项目包括城东小学等，总投资约2.1亿元。\n", ["ongoing"]),
        # a plan with the state of each school
        (
            "学校建设计划",
            "城北小学\n城北小学位于学府路。建设规模为30个班。\n目前正在基础施工，计划2024年9月1日投用。\n",
            ["ongoing"],
        ),
    ],
)
def test_what_headlines_and_passages_make_of_figures(title, text, found):
    claims = claims_of(text, published=date(2023, 9, 18), title=title, publisher="信阳市人民政府")
    assert [claim["status"] for claim in claims] == found


def test_a_day_of_opening_ends_the_period_of_a_design():
    text = "城北小学\n城北小学位于学府路。建设规模为30个班。\n目前正在基础施工，计划2024年9月1日投用。\n"
    (claim,) = claims_of(text, published=date(2023, 9, 18), title="学校建设计划", publisher="信阳市人民政府")
    assert (claim["period_start"], claim["period_end"]) == (None, date(2024, 9, 1))


def test_the_year_in_what_a_project_is_called_is_no_time_of_its_size():
    text = "近日，城南中学宿舍楼已完成垫层浇筑。该项目是2022年省为民办实事项目，建筑面积1500平方米，预计2024年3月完工。"
    (claim,) = claims_of(text, published=date(2023, 9, 18), title="改善乡村学校条件", publisher="信阳市人民政府")
    assert (claim["status"], claim["period_end"]) == ("ongoing", date(2024, 3, 31))


def test_what_follows_what_has_been_reached_by_a_day_has_been_reached_too():
    text = "今年全市计划开工学校30所。截至8月底，已开工12所。完成投资3亿元。"
    told = claims_of(text, published=date(2023, 10, 18), title="2023年民生实事任务", publisher="信阳市人民政府")[-1]
    assert (told["status"], told["period_end"]) == ("actual", date(2023, 8, 31))


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("2023年我市确定的学校新建项目中，直属学校项目4个、浉河区项目9个。", ["target", "target"]),
        ("合并前，每所小学占地不到6亩。", ["actual"]),
        ("该区建设龙圩小学新校区，建筑面积1.2万平方米，力争今年10月底完成主体施工。", ["ongoing"]),
    ],
)
def test_what_is_set_for_a_year_and_what_only_looks_like_a_norm(text, statuses):
    claims = claims_of(text, published=date(2023, 5, 18), title="教育项目建设", publisher="信阳市人民政府")
    assert [claim["status"] for claim in claims] == statuses


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [
        # what an item before is due for
        ("学校建设情况", "今年竣工学校6所；续建学校3所，预计2024年8月交付；新增学位2600个。", ["actual", "ongoing", "actual"]),
        # all together, in a time to come
        ("新学期", "今年9月，全市共有15所新学校开学。", ["target"]),
        # work that has yet to begin
        ("重点项目进展", "城西中学新校区：占地180亩，设60个班，已完成初步设计批复，计划9月开工。", ["target", "target"]),
        ("教育项目建设", "城西中学占地90亩，规模48个班，目前正在进行施工图设计，预计明年初开工。", ["target", "target"]),
        ("学校建成", "日前，位于城南的朝阳小学全面建成并交付使用。学校2021年4月开工建设，占地32亩，设30个教学班。", ["actual", "actual"]),
        # schemes laid by for later years
        ("项目储备", "今年全县谋划教育项目20个。", ["target"]),
        ("民生实事项目“进度条”来了", "全区14所学校食堂完成改造。", ["actual"]),
    ],
)
def test_works_before_and_after_they_begin(title, text, found):
    claims = claims_of(text, published=date(2023, 5, 18), title=title, publisher="信阳市人民政府")
    assert [claim["status"] for claim in claims] == found


@pytest.mark.parametrize(
    ("day", "text", "status"),
    [
        (date(2023, 2, 14), "今春，全市新投用学校6所。", "actual"),
        (date(2023, 8, 30), "2023年秋季，全市新开办学校6所。", "actual"),
        (date(2023, 2, 14), "今春，全市将新投用学校6所。", "target"),
        (date(2023, 8, 2), "2023年秋季，全市新开办学校6所。", "target"),
    ],
)
def test_a_term_has_begun_when_schools_open(day, text, status):
    (claim,) = claims_of(text, published=day, title="新学期", publisher="信阳市人民政府")
    assert claim["status"] == status


@pytest.mark.parametrize(("opening", "kind"), [("会上发布了", "plan"), ("新闻发布会介绍", "news")])
def test_a_press_conference_chooses_no_tasks(opening, kind):
    assert genre_of("我区两会闭幕", f"{opening}2023年十件民生实事项目。\n一、新建学校9所。\n") == kind


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("今年全市至少新增公办学位5000个。", "target"),
        ("今年每个乡镇至少改造1所薄弱学校。", "target"),
        ("全市乡镇至少有1所公办幼儿园。", "actual"),
    ],
)
def test_at_least_so_much_is_asked_for_before_it_is_done(text, status):
    assert [claim["status"] for claim in claims_of(text, title="信阳市学校建设提速", published=date(2024, 3, 12))] == [status]
