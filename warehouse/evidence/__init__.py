"""Evidence pages: for each document of a database file a static page with its text, every claim marked, and what the claim supports.

`write` and `show` are the doors for publication, `templates` the one for other pages in their style. What a page holds is `content`, where
claims stand in the text is `marks`, how coded words and periods read is `words` and `periods`, folders on disk are `generations`. Nothing
here judges or changes a claim, or says how a figure reads: the models do.
"""

from warehouse.evidence.generations import remove_unshown, show
from warehouse.evidence.pages import Pages, write

__all__ = ["Pages", "remove_unshown", "show", "write"]
