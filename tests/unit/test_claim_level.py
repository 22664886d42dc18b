"""The school level of a claim: its own words, its purpose, its school, and what its passage is about. Every text is invented."""

from datetime import date

import pytest

from tests.extracted import claims_of


def levels(text, title="漯河市教育项目建设提速", publisher="漯河日报"):
    return [claim["level"] for claim in claims_of(text, title=title, publisher=publisher, published=date(2024, 6, 1))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # what money is for stands behind it, up to the next sum
        ("投入3.6亿元，改造提升乡镇寄宿制初中24所。", ["junior_secondary"] * 2),
        ("安排资金4800万元，为全市12所高中购置实验设备。", ["senior_secondary"] * 2),
        ("筹集2.4亿元，对城区义务教育薄弱学校进行改造。", ["compulsory"]),
        ("下达资金900万元，用于召陵镇中心小学扩建。", ["primary"]),
        ("拨付奖补资金5200万元，支持高校办园。", ["preschool"]),
        # what the works counted before cost
        ("全市48所中小学完成改扩建，固定资产投资总额达到6亿元。", ["primary_secondary"] * 2),
        ("全面改薄项目中有12个项目竣工，完成投资1200万元。", [None] * 2),
        # schools of any kind beside those of one
        ("投入5300万元新建1所初中和改扩建4所学校。", [None, "junior_secondary", None]),
        ("投入790万元改造的10所农村学校旱厕年底完工。", [None, None]),
        ("投入5600万元，新建幼儿园8所，改造薄弱初中6所。", [None, "preschool", "junior_secondary"]),
        ("新建公办幼儿园12所，投资9800万元。", ["preschool"] * 2),
        # what came of it, and money for pupils as well, are no one purpose
        ("累计投入资金9亿元，新增义务教育学位1.9万个。", [None, "compulsory"]),
        ("接受捐款2300万元，援建希望小学45所，资助一批贫困学生。", [None, "primary"]),
        ("投入7000万元用于教育信息化，新建幼儿园3所。", [None, "preschool"]),
        ("投入8000万元，新建幼儿园投入3000万元。", [None, "preschool"]),
        ("投入9000万元，完成第二幼儿园、青年路中学等一批项目。", [None]),
        # a school that its name leaves open is of no level, whatever the school before it was
        ("投资2000万元新建泰山小学，投资1500万元翻建十六中教学楼。", ["primary", None]),
        ("投入7亿元打造职业教育中心园区。", ["vocational"]),
        ("安排农村义务教育学生营养膳食补助6000万元。安排营养改善计划资金900万元。", ["compulsory"] * 2),
        ("利用国家开发银行政策性贷款3亿元，投入5亿元改造校舍。", [None, None]),
        ("学校总投资1.3亿元，其中小学部设36个班。", [None, "primary"]),
        # the noun is a list of kinds; a second clause is none of it
        ("全市将新建扩建46所中小学校、幼儿园。", [None]),
        ("全市改造46所小学和初中。", [None]),
        ("将新建扩建46所中小学校、幼儿园纳入民生实事。", [None]),
        ("全市改造46所小学，幼儿园食堂同步翻新。", ["primary"]),
        # aid to pupils told of before it, and what came of the money told of before it
        ("资助大学新生640名，发放助学金190万余元。", ["higher"] * 2),
        ("争取学前教育资金1860万元，落实资金1640万元。", ["preschool"] * 2),
        ("义务教育薄弱学校获得补助6400万元，目前第一批中央、省级配套资金3900万元已经到位。", ["compulsory"] * 2),
        ("争取学前教育资金1860万元，落实校车资金1640万元。", ["preschool", None]),
        ("拨付360万元财政资金用于城东等6个幼儿园建设。", ["preschool"] * 2),
        ("投入360万元对城东小学等16所学校、幼儿园进行改造。", [None, None]),
        ("省政府决定拨款8000万元，支持中小学危房改造。", ["primary_secondary"]),
        ("农村小学、教学点现有富余校舍进行幼儿园功能改造资金6200万元。", ["preschool"]),
        ("捐款260万元，资助了2400多名大中小学生。", [None, None]),
        ("高一新生须知规定，校服费都是男生3600元。", ["senior_secondary"]),
        ("争取资金1480万元，实施第二中学教学楼项目。第二中学教学楼建筑面积6400平方米，新增普通高中学位900个。", ["senior_secondary"] * 3),
        ("两年来，“全面改薄”工作顺利推进，共投入资金2.6亿元。", [None]),
        ("2021至2023年三年内落实“两免一补”政策，财政将安排4.2亿元资金。", [None]),
        ("已下达薄弱学校基本办学条件专项资金5200万元。", ["compulsory"]),
        # a programme named before a sum
        ("实施中小学校舍安全工程，已开工420所，累计投入资金9.9亿元。", ["primary_secondary"] * 2),
        ("投资9000万元的嵩山小学已完工。该校占地40亩。", ["primary"] * 2),
    ],
)
def test_money_is_of_the_level_of_its_purpose(text, found):
    assert levels(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("嵩山路实验小学改造后，有教学班36个，在校生1800人。", ["primary"] * 2),
        ("位于人民路南侧、漯河大学北侧的第三中学占地40亩。", [None]),
        # one name of a list says nothing of the others
        ("改造阴阳赵镇中心小学等18所学校，面积3.2万平方米。", [None, None]),
        ("召陵初级中学等17个项目正在施工，建筑面积合计22万平方米。", [None, None]),
        ("滨河路小学、嵩山路小学等6所学校完成主体工程。", [None]),
        ("滨河路小学、嵩山路小学等6所小学完成主体工程。", ["primary"]),
        ("加快滨河路小学扩建、嵩山路小学新建等9个续建项目，新增学位6100个。", [None, None]),
        ("新建滨河路小学（迁建）、源汇区第三幼儿园，改扩建学校4所，总建筑面积2.9万平方米。", [None, None]),
        ("源汇区推进滨河路小学、漯河师院附属小学、区第三幼儿园等5个项目。这5个项目总建筑面积7.2万平方米。", [None, None]),
        # a new campus is of the school named before it; schools at large are no school's name
        ("滨河路小学被列为迁建项目，正在建设新校区，新校园规划面积36亩，可容纳学生1500人。", ["primary"] * 2),
        ("小学每生每月不超过90元。市、县义务教育阶段学校开展课后服务，每生每月不超过120元。", ["primary", "compulsory"]),
        ("计划改建农村义务教育薄弱学校食堂19个。规划投资760万元，其中省级投入190万元。", ["compulsory", None, None]),
        # pupils of the school that the passage is about, whether it is named again or not
        ("滨河路小学是今年投用的新校。占地36亩，设教学班24个。校长介绍，目前学校报名学生860名，其中随迁子女340人。", ["primary"] * 4),
        ("滨河路小学\n学校现有教学班30个，学生人数为1350人。", ["primary"] * 2),
        ("滨河路小学是一所新校。全市学校招生8.6万人。", [None]),
        ("漯河大学附属中学源汇新城学校举行开学典礼。目前全校学生260名。", [None]),
        # what a school is said to be, or its seats to be for
        ("启文学校是一所九年制的民办学校，首批160余名学生入学。新建的启文学校占地62亩。", ["compulsory"] * 2),
        ("城南学校位于源汇区，用地面积2.4万平方米，办学规模36班九年一贯制学校。", ["compulsory"] * 2),
        # a school told of in the paragraph before; what kind of school a trade's name tells; a campus behind it
        ("黄泥村小学去年只有28名学生。\n市里修了新楼。如今，学校有教学班6个。", ["primary"] * 2),
        ("漯河工贸学校新校区占地64亩。", ["vocational"]),
        ("漯河科技学院占地1200亩，全日制在校生2.8万人。", ["higher"] * 2),
        ("高等师范院校256所，在校学生49万人；农业中学213所。", ["higher"] * 2 + ["vocational"]),
        # a district's sum is no school's
        ("嵩山路小学今秋投用。去年以来，源汇区累计投资3亿元。", [None]),
        # bare schools are of no kind, whatever kindergartens stand beside them
        ("源汇区有5所公办新校、8所幼儿园投用。", [None, "preschool"]),
        ("新增公办幼儿园12所，新建学校30所、去年建成投用20所。", ["preschool", None, None]),
        ("建设8所学校、实现中小学空调全覆盖。", [None]),
        # what stands right behind a count is what it counts, even if it reads like a name
        ("完成9个中心集镇幼儿园建设项目。", ["preschool"]),
        ("新建6个规范性示范幼儿园和青年路小学等项目。", ["preschool"]),
        ("新开工的48所学校中包括小学30所。", [None, "primary"]),
        # a list is of a level where all its members are
        ("现有专门学校、职业高中、社区学院各1所。", [None]),
        ("实施校园文化建设、普通高中改造等项目共计60个。", [None]),
        ("公办小学、民办小学各5所。", ["primary"]),
        ("改扩建中小学校（幼儿园）40所，新增学位1.2万个。", [None, None]),
        ("新开建的69所学校中包括小学35所。", [None, "primary"]),
        # several numbers share the noun of the last
        ("完成新建74个、改扩建212个城镇中小学项目。", ["primary_secondary"] * 2),
        # each count of schools with its own seats and pupils
        (
            "公办普通高中3所，新增学位4200个，义务教育学校9所，新增学位8100个，幼儿园12所，新增学位2700个。",
            ["senior_secondary"] * 2 + ["compulsory"] * 2 + ["preschool"] * 2,
        ),
        ("初级中学6所，在校生5200人，小学21所，在校生9800人。", ["junior_secondary"] * 2 + ["primary"] * 2),
        # the school named in the same item, whatever the items before are of
        (
            "初中2所，设教学班36个；文峰路小学为锦绣苑配建学校，设教学班24个，新增1080个学位；泰山七小设教学班18个。",
            ["junior_secondary"] * 2 + ["primary"] * 3,
        ),
        # what a school is said to be, where its name leaves that open
        ("第四十六中学为初级中学，是安置区配建学校，设教学班30个，新增1500个学位。", ["junior_secondary"] * 2),
        ("市一中新校区占地362亩，建筑面积9万平方米，建成后将成为一所72班规模的寄宿制普通高中。", ["senior_secondary"] * 3),
        ("第四中学新校区是为解决城南初中入学难而建的。该校占地90亩。", [None]),
        ("漯河一高西校区设教学班60个。漯河实验高中（召陵路校区）占地90亩。", ["senior_secondary"] * 2),
        ("青龙山希望小学是所山区寄宿制学校，共有学生164名。", ["primary"]),
        # a school of the paragraph before, blank lines or not
        ("郾城区将迎来第十六高级中学健康城校区。\n\n这所学校的占地面积为106亩，可容纳3000名在校生。", ["senior_secondary"] * 2),
        ("为漯河第一职业中专划拨土地，并新建教学楼一幢。", ["vocational"]),
        ("文峰路小学、滨河路小学等一批学校投用，设教学班48个。", [None]),
    ],
)
def test_schools_lend_their_level_to_what_is_said_of_them(text, found):
    assert levels(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("推进义务教育优质均衡。新增学位4500个。卫生事业进步。", ["compulsory"]),
        ("三是学前教育普及普惠。投入3000万元改善条件。", ["preschool"]),
        ("——小学。招生3600人；在校生2.2万人。", ["primary"] * 2),
        ("全县小学35所。招生3200人；在校生2.1万人。校舍总面积18万平方米。", ["primary"] * 4),
        ("全县小学35所。新建学校3所。", ["primary", None]),
        ("“小学教育真好！”新建学校3所。", [None]),
        ("（一）公办幼儿园建设\n新增学位900个，总投资7900万元。\n（二）其他工作\n投入100万元建设学校。", ["preschool"] * 2 + [None]),
        ("（一）公办幼儿园建设\n新建学校9所。", [None]),
        # a sentence that goes on about the works of the one before
        ("落实中小学危房改造资金2.1亿元。共改建校舍9万平方米，撤并教学点31个。", ["primary_secondary"] * 3),
        ("今年实施初中校舍改造工程。该工程总投资6300万元，面积2.4万平方米。", ["junior_secondary"] * 2),
        ("新建、改扩建幼儿园项目已开工。12个新建项目中已完工9个，投入资金2400万元。", ["preschool"] * 3),
        ("新建中小学8所，增加学位1.4万个。目前已投入使用6所，明年投用2所。", ["primary_secondary"] * 4),
        ("该幼儿园去年动工。目前主体建筑已完工，完成投资460万元。", ["preschool"]),
        ("新建改扩建公办幼儿园6所。目前，2所已完工，3所主体封顶。", ["preschool"] * 3),
        ("完成公办幼儿园建设10所。（已完成9所，1所正在扫尾）", ["preschool"] * 3),
        ("问：普通高中国家助学金标准是多少？答：平均每生每年2000元，一档2500元。", ["senior_secondary"] * 2),
        ("小学36所、初中28所，中小学在校生3.2万人，其中非户籍学生1.7万人。", ["primary", "junior_secondary"] + ["primary_secondary"] * 2),
        ("新建小学、幼儿园一批。该工程总投资6300万元。", [None]),
        ("新建小学一批。全市投入教育资金6300万元。", [None]),
    ],
)
def test_a_passage_is_about_what_opens_it(text, found):
    assert levels(text) == found


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [
        ("漯河市学前教育发展纪实", "全市在册园812所。累计投入2.3亿元。新建学校3所。", ["preschool", "preschool", None]),
        ("漯河中小学开学", "今秋新增学位9万个。", [None]),
        ("漯河公办幼儿园竣工", "全市校舍维修进展顺利，完成投资2.3亿元。", [None]),
        ("漯河第四幼儿园封顶", "今年，市里投资1.6亿元，将建成第八中学。", [None]),
        ("新建续建中小学26所 幼儿园15所", "新建续建中小学26所 幼儿园15所", ["primary_secondary", "preschool"]),
        ("滨河路小学教师走教记", "滨河路小学是所乡村小学。近年来再建学校5所。", [None]),
        (
            "关于项目进展的通报",
            "现将义务教育薄弱学校改造进展情况通报如下：\n（一）开工情况\n开工学校143所，面积6.2万平方米。",
            [None] * 2,
        ),
        ("关于项目进展的通报", "现将义务教育学校改造情况通报如下：\n开工学校143所。\n二、幼儿园\n完工幼儿园6所。", [None, "preschool"]),
        ("郾城区北环路小学建设工程规划设计方案批前公示", "建设单位：郾城区教育局\n用地面积：18066平方米\n办学规模：30班", ["primary"] * 2),
        ("普通高中建设标准", "学生宿舍建筑面积每生不低于5平方米。", ["senior_secondary"]),
    ],
)
def test_a_headline_tells_of_kindergartens_and_a_norm_of_its_schools(title, text, found):
    assert levels(text, title=title) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("今年以来加大学校建设力度，建成学校14所。", [None]),
        ("提质改造乡村小规模学校30所。", [None]),
        ("民办特殊学校4所，十二年一贯制学校1所。", ["special", "primary_secondary"]),
        ("将有3所九年一贯制学校、2所初中和9所九年制学校投用。", ["compulsory", "junior_secondary", "compulsory"]),
        ("新建小学13所，十五年一贯制学校2所，一贯制学校4所。", ["primary", None, None]),
        ("普通中等专业学校7所，本科层次职业学校2所。", ["vocational"] * 2),
        ("新增初高中学位2万个，新增学位、园位3.4万个。", [None, None]),
        ("大学区内学校共12所。", [None]),
        (
            "九年一贯制学校6所（公办学校4所，民办学校2所），职业学校3所（公办学校2所，民办学校1所）。",
            ["compulsory"] * 3 + ["vocational"] * 3,
        ),
    ],
)
def test_words_that_only_look_like_a_level_and_parts_in_brackets(text, found):
    assert levels(text, title="漯河教育") == found


def test_what_schools_have_beside_them_is_of_its_own_level():
    assert levels("小学及教学点增设附属幼儿园79所。", title="漯河教育") == ["preschool"]
    text = "阳光特殊教育学校新校区开工建设。\n该项目位于漯河职业技术学校附近，占地35亩。"
    assert levels(text, title="漯河教育")[-1] == "special"


@pytest.mark.parametrize(
    ("text", "title", "levels"),
    [
        ("浉河区新增2200个中小学学位。", None, ["primary_secondary"]),
        ("辖区内幼儿园共190所。", None, ["preschool"]),
        ("将新建14所公办幼儿园（高新区2所，平桥区3所，罗山县9所）。", None, ["preschool"] * 4),
        ("“全面改薄”项目共1192所，已竣工967所。", None, [None] * 2),
        (
            "义务教育薄弱学校改造项目共100个。浉河区投入资金46万元，用于义务教育学校购买设备。平桥区投入资金53万元，推进义务教育均衡。",
            "信阳市实施农村义务教育薄弱学校改造",
            ["compulsory"] * 3,
        ),
        (
            "平桥区资助义务教育学生53万元，覆盖各级各类学校。义务教育学校的保障在2022年得到加强，义务教育巩固率稳定。共发放20亿元。",
            "信阳市义务教育资助",
            ["compulsory", None],
        ),
        # parts that are bare, or of schools at large, are of what is shared out; what follows the parts, of the whole
        ("共有学校46所，其中中小学40所，民办学校3所，市属学校2所。", "信阳教育", [None, "primary_secondary", None, None]),
        ("校舍维修、普通高中攻坚项目等共计81所，其中已竣工22所，在建48所。", "信阳教育", [None] * 3),
        (
            "现有中小学305所，其中高中6所，初中28所，小学271所，在校生10.6万人。",
            "信阳教育",
            ["primary_secondary", "senior_secondary", "junior_secondary", "primary", "primary_secondary"],
        ),
        ("包括义务教育公用经费4500万元、校舍维修资金490万元、教育费附加1400万元。", "信阳教育", ["compulsory", None, None]),
        # the seats that schools add
        ("新建学校2所，改扩建学校5所，新增义务教育学位2900个。", "信阳教育", ["compulsory"] * 3),
        ("新建学校2所，新增学位900个。", "信阳教育", [None, None]),
        ("现有学校1487所（含幼儿园、不含高校）、在校生57万人，分别占全省学校数、在校生数的21%、29%。", "信阳教育", [None] * 4),
        ("新建九年一贯制学校1所、小学3所、改扩建1所。", "信阳教育", ["compulsory", "primary", None]),
        ("新增900个小学学位，新增600个初中学位，总共新增1500个学位。", "信阳教育", ["primary", "junior_secondary", None]),
        ("记者从13所中小学幼儿园建设发布会上获悉，3所中小学投用，共增加3720个学位。", "信阳教育", [None] + ["primary_secondary"] * 2),
        # pupils are of the schools that they go to; a share is of the part, not of what it is measured against
        ("64%的初中毕业生升入普通高中。", "信阳教育", ["senior_secondary"]),
        ("全部免除义务教育学杂费，招收8000名牧区学生到内地60所中等职业学校学习。", "信阳教育", ["vocational"] * 2),
        ("新开办幼儿园36所，占新增中小幼学校总量的58%。", "信阳教育", ["preschool"] * 2),
        ("随迁子女7.2万人，占义务教育阶段学生总数的41%。", "信阳教育", [None, "compulsory"]),
        ("中学学位数、小学学位数分别增加1200个、2600个。", "信阳教育", [None, "primary"]),
        (
            "幼儿园31所、小学24所、初中9所，在校（园）学生分别为1.1万人、2.6万人和1.5万人。",
            "信阳教育",
            ["preschool", "primary", "junior_secondary"] * 2,
        ),
        ("1998年普及九年义务教育，2004年各级各类学校发展到320所，学生9.6万人。", "信阳教育", [None, None]),
        ("中等职业学校学生全部免除学费，一、二年级学生助学金标准为2000元/生·年。", "信阳教育", ["vocational"]),
        ("幼儿园15所，学生2900人；小学12所，学生6400人。", "信阳教育", ["preschool"] * 2 + ["primary"] * 2),
        ("新建幼儿园20所，新建校舍4.2万平方米。", "信阳教育", ["preschool"] * 2),
        ("新建改扩建31所中小学校（幼儿园）。", "信阳教育", [None]),
        # names that differ are of what the count before them says, or of the total that its districts share
        ("小学6所（启明小学、城北小学等），初中2所（启文中学、城北中学）。", "信阳教育", ["primary", "junior_secondary"]),
        (
            "新建中小学5所：\n平桥区新建3所：启文中学、城北小学、平桥高级中学\n浉河区新建2所：浉河中学、城南小学",
            "信阳教育",
            ["primary_secondary"] * 3,
        ),
        ("新建幼儿园5所：\n平桥区新建2所：启文中学、城北小学", "信阳教育", ["preschool", None]),
        ("直属学校项目5个、平桥区项目14个、浉河区中小学项目1个。", "信阳教育", [None, None, "primary_secondary"]),
        ("争取国债资金62万元、危房改造资金540万元、中小学远程教育资金170万元。", "信阳教育", [None, None, "primary_secondary"]),
        ("信阳医专新建教学楼一幢，落实蛋奶工程资金90万元。", "信阳教育", ["higher", "compulsory"]),
        ("幼儿园占地68亩，校舍建筑面积2万平方米。", "信阳教育", ["preschool"] * 2),
        # schools named as examples are of what the sentence is about, unless they are of another kind
        ("第一批33个全面改薄项目中，肖岭小学教学楼、中山中学食堂等17个项目竣工。", "信阳教育", [None] * 2),
        ("新开学的幼儿园和学校中，有3所为引进项目，分别是世外学校、世外幼儿园、第一小学。", "信阳教育", [None]),
        # 其中 shares out the sum before it, not one of some other passage
        ("投入学前教育资金8000万元。实施8个学校改造项目，投资1.1亿元，其中市级财政4000万元。", "信阳教育", ["preschool", None, None, None]),
        ("新建中小学学位1.2万个、学前学位2000个。其中，今年可新增学位6000个。", "信阳教育", ["primary_secondary", "preschool", None]),
        ("新增学位3600个。其中学前教育学位900个，新增班级30个。", "信阳教育", [None, "preschool", "preschool"]),
        ("小学新建3所。平桥区投入资金53万元。义务教育更加均衡，义务教育入学率稳定。", "信阳市推进义务教育均衡", ["primary", None]),
        # a headline isn't under the headline above it
        ("教育资讯\n中小学迎来超长新学期\n学生正式开学，本学期共有23周。\n31所新校区今秋投用\n新校舍的照片在朋友圈转发。", None, [None]),
    ],
)
def test_levels_told_by_measure_words_brackets_and_what_the_whole_text_is_about(text, title, levels):
    found = claims_of(text, title=title or "信阳市学校建设", published=date(2023, 5, 18))
    assert [claim["level"] for claim in found] == levels


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全市小学教师本科以上学历占82%。", ["primary"]),
        ("引进初中教师硕士研究生12名。", ["junior_secondary"]),
        ("河南大学郾城附属学校占地120亩。", [None]),
        ("漯河大学占地1200亩。", ["higher"]),
        ("河南大学郾城实验小学设36个班。", ["primary"]),
    ],
)
def test_degrees_and_the_names_that_universities_lend_are_no_level(text, found):
    assert levels(text) == found
