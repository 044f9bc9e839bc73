-- Grain: one row per stretch of a document in `units`: the occurrences that are dated together.
-- Key: document_id, stretch. `units` is an Arrow table with a column unit_id. An occurrence belongs to the stretch of
-- $stretch_chars code points in which it begins, whatever else is pending: so its date depends on its document alone.
-- parameter: stretch_chars
select
    document_id,
    start_char // $stretch_chars as stretch,
    sum(end_char - start_char)::bigint as size
from core.article_occurrences
where document_id in (select units.unit_id from units)
group by document_id, stretch
order by document_id, stretch;
