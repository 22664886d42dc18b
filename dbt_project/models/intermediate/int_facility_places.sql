-- One place for each school where a document names it, for people who want to look.
select facility_id, document_id, char_start, char_end
from {{ ref('stg_facility_mentions') }}
qualify row_number() over (partition by facility_id order by document_id, char_start, char_end) = 1
