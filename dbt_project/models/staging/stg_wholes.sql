-- Which values of a field contain which others: 义务教育 is 小学 and 初中, 新建改扩建 is 新建 and 改扩建.
select field, whole, part
from {{ source('lexicon', 'wholes') }}
