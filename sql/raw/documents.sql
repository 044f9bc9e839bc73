-- Grain: one row per document of `incoming` that the warehouse does not have yet.
-- Key: document_id. `incoming` is an Arrow table as the contract of raw.documents says.
select incoming.*
from incoming
anti join raw.documents as known on incoming.document_id = known.document_id
order by incoming.document_id;
