-- Grain: one row per name of a source that this warehouse knows. Key: source_code.
-- parameter: most
select distinct source_code
from raw.documents
order by source_code
limit $most::bigint;
