"""What money is for, in the document's words: what stands behind the sum says so (用于校舍维修改造, 新建渤海小学, 助学金).

Only reading that phrase belongs here; what kind of money it is, is for `metrics`.
"""

from __future__ import annotations

import re

# 的专项资金, 全部用于: what leads from a sum to its purpose and is none of it. Verbs that say no more than that money was used go with it.
_LEAD = re.compile(
    r"(?:多|余)?(?:的)?(?:人民币|港币|美元)?(?:国债|财政|专项|扶持|补助|配套){0,3}(?:资金|经费|善款|款项|支持)?"
    r"(?:，|,)?(?:将|可|已)?(?:全部|主要|专项|专门|分别|重点)?(?:用于|用来|用在|投向|支持|推进|推动|实施|开展|改善|开工|建设|完成|为|对|给)?"
)
_USED_FOR = re.compile(r"用于|用来|投向")
_PHRASE = re.compile(r"[“《]?([\u4e00-\u9fa5][\u4e00-\u9fa5A-Za-z0-9〇○（）()·]{1,23})")
# where the next thing is told: 校服费的情况引发家长质疑, 迁建项目破土动工
_END = re.compile(r"的(?:情况|问题|现象|标准|报道|消息)|[和与及以并将已均都]$|(?<=.{4})(?:破土动工|正式|已|将于|由|完成|年底|全部)")
# The sum is a rate, a step of a row or a mere sum, and nobody says for what: 按每月400元的标准给予补助, 提高至1000元, 兑现奖补.
_NONE = re.compile(
    r"标准|确定|进行|计算|收费|兑现|不等|左右|之间|上下|平方米|增长|增加|提高|下降|上涨|和|其|由|从|落实|到|拨|建成|比|占|达"
    r"|(?:资助|奖励|补贴|补助|奖金|资金|经费|工程|项目|新建|新|贷款|投资|其他)(?:资金|后)?$"
)


def purpose(right: str) -> str | None:
    """What a sum is for, by the rest of its clause; None where that doesn't say."""
    right = right.partition("\n")[0]
    used = _USED_FOR.search(right)
    lead = _LEAD.match(right, used.start() if used else 0)
    found = _PHRASE.match(right, lead.end())
    if not found:
        return None
    phrase = found[1]
    if end := _END.search(phrase):
        phrase = phrase[: end.start()]
    return None if len(phrase) < 2 or _NONE.match(phrase) else phrase
