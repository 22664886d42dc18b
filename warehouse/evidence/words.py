"""Coded words of the marts as people read them: Chinese first, English beside. Names of metrics are not here: dim_metric has them."""

from __future__ import annotations

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "status": {
        "actual": ("已实现", "actual"),
        "ongoing": ("进行中", "under way"),
        "target": ("计划", "target"),
        "standard": ("标准", "standard"),
        "disputed": ("存疑", "disputed"),
    },
    "family": {
        "facilities": ("设施", "facilities"),
        "funding": ("经费", "funding"),
        "enrolment_capacity": ("招生与学位", "enrolment and capacity"),
        "indicator": ("其他指标", "indicator"),
    },
    "level": {
        "preschool": ("学前", "preschool"),
        "primary": ("小学", "primary"),
        "junior_secondary": ("初中", "junior secondary"),
        "senior_secondary": ("高中", "senior secondary"),
        "compulsory": ("义务教育", "compulsory"),
        "primary_secondary": ("中小学", "primary and secondary"),
        "vocational": ("职业", "vocational"),
        "special": ("特殊教育", "special"),
        "higher": ("高等", "higher"),
    },
    "action": {
        "built": ("新建", "built"),
        "expanded": ("改扩建", "expanded"),
        "built_or_expanded": ("新建改扩建", "built or expanded"),
        "relocated": ("迁建", "relocated"),
        "renovated": ("维修改造", "renovated"),
        "opened": ("投用", "opened"),
        "started": ("开工", "started"),
        "continued": ("续建", "continued"),
        "planned": ("谋划", "planned"),
        "closed": ("撤并", "closed"),
        "existing": ("现有", "existing"),
        "other": ("其他", "other"),
    },
    "unit": {
        "school": ("所", "schools"),
        "project": ("个项目", "projects"),
        "m2": ("平方米", "m²"),
        "CNY": ("元", "CNY"),
        "seat": ("个学位", "seats"),
        "person": ("人", "persons"),
        "person_time": ("人次", "person-times"),
        "class": ("个班", "classes"),
        "percent": ("%", "percent"),
        "percentage_point": ("个百分点", "percentage points"),
        "item": ("项", "items"),
    },
    "per": {
        "student_year": ("每生每年", "a pupil and year"),
        "student_day": ("每生每天", "a pupil and day"),
        "student": ("每生", "a pupil"),
        "township": ("每乡镇", "a township"),
        "county": ("每县", "a county"),
        "class": ("每班", "a class"),
    },
    "period_basis": {
        "explicit": ("原文写明", "stated"),
        "relative": ("由“今年”等推算", "reckoned from words like “this year”"),
        "carried": ("承前文", "carried over from before"),
        "section": ("据小标题", "from the section's heading"),
        "document": ("据全文", "from the document"),
        "publication": ("据发布日期", "from the day of publication"),
        "until_publication": ("截至发布", "up to publication"),
        "in_force": ("自施行起", "since it is in force"),
        "restated": ("据同文重述", "restated in the document"),
        "five_year_plan": ("据五年规划", "from the five-year plan"),
        "plan": ("据规划期", "from the plan's years"),
        "construction": ("据工期", "from the time of construction"),
        "list": ("据列举", "from the list"),
    },
    "region_basis": {
        "clause": ("本句写明", "named in the clause"),
        "clause after it": ("后句写明", "named in the clause after it"),
        "sentence": ("同句写明", "named in the sentence"),
        "heading": ("据小标题", "from the heading"),
        "paragraph": ("据同段", "from the paragraph"),
        "title": ("据标题", "from the title"),
        "most_named": ("文中最常提及", "named most often"),
        "self_reference": ("据“我市”等自称", "from words like “our city”"),
        "publisher": ("据发布单位", "from the publisher"),
        "list": ("据列举", "from the list"),
        "school": ("据学校名称", "from the school's name"),
        "none": ("未说明", "not told"),
    },
    "list_check": {
        "complete": ("名单与数字相符", "the list is complete"),
        "partial": ("名单为部分", "the list is a part"),
        "conflict": ("名单与数字不符", "the list disagrees with the number"),
    },
    "date_basis": {
        "metadata": ("元数据", "metadata"),
        "text": ("正文", "text"),
        "dateline": ("电头或落款", "dateline"),
        "url": ("网址", "address"),
        "file_name": ("文件名", "file name"),
    },
    "duplicate_kind": {
        "same_text": ("全文相同", "the very same text"),
        "near_duplicate": ("内容基本相同", "nearly the same text"),
    },
    "verdict": {
        "supported": ("有据可查", "supported"),
        "contradicted": ("与已知数据不符", "contradicted"),
        "no_claim": ("暂无依据", "no claim"),
    },
    "relation": {
        "supports": ("相符", "agrees"),
        "same_value": ("数值相同", "the same number"),
        "contradicts": ("不符", "disagrees"),
        "disputed": ("仅见于存疑说法", "only told as doubtful"),
        "related": ("仅供参考", "for comparison"),
    },
}


def zh(field: str, code: str | None) -> str:
    """The Chinese word of a code; a code that this list does not know stands for itself."""
    return WORDS[field].get(code, (code, code))[0] if code else ""


def en(field: str, code: str | None) -> str:
    """The English word of a code."""
    return WORDS[field].get(code, (code, code))[1] if code else ""
