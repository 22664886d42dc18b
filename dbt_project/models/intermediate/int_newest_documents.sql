-- The day of the newest document that speaks about a district: what should have been reported by then is known, or was not reported.
select lineage_code, lineage_name, max(stated_on) as newest_document
from {{ ref('int_region_documents') }}
group by lineage_code, lineage_name
