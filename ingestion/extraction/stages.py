"""The words for how far works on schools have come, for the patterns of other modules to be made of.

Only words that all of them mean alike belong here; what a pattern adds to them (封顶, 完成, 招生), and what stands around them, is its own.
"""

from __future__ import annotations

BEGUN = "开工|动工"
FINISHED = "建成|竣工|完工"
IN_USE = "投用|投入使用|启用|交付"
DONE = f"{FINISHED}|{IN_USE}"
