-- Grain: one row per current document that was cut, with the hash of its cuts as what its articles are made from.
-- Key: unit_id.
-- An ordered aggregate keeps all of its groups in memory: it is asked of the documents of several articles alone.
-- parameter: everything
with cuts as (
    select
        occurrence.document_id,
        occurrence.ordinal,
        document.char_count,
        concat_ws(
            ',', occurrence.article_id, occurrence.start_char, occurrence.end_char, occurrence.title_start_char,
            occurrence.title_end_char, occurrence.deck_start_char, occurrence.deck_end_char
        ) as cut
    from core.article_occurrences as occurrence
    inner join raw.documents as document on occurrence.document_id = document.document_id
    where
        coalesce(document.is_current, true)
        and ($everything or occurrence.document_id in (select changed.unit_id from changed))
),

several as (
    select document_id
    from core.article_occurrences
    where $everything or document_id in (select changed.unit_id from changed)
    group by document_id
    having count(*) > 1
)

select
    document_id as unit_id,
    char_count as size,
    md5(cut) as input_key
from cuts
where document_id not in (select several.document_id from several)
union all
select
    document_id as unit_id,
    any_value(char_count) as size,
    md5(string_agg(cut, ';' order by ordinal)) as input_key
from cuts
where document_id in (select several.document_id from several)
group by document_id;
