-- Grain: one row per document whose standing changes now that the documents of `incoming` have come.
-- Key: document_id. `incoming` is an Arrow table with columns document_id, ordinal, collected_at: what was just read.
-- Documents are versions of one another when they are dumps of one path, or records of one source with one id. The one
-- collected last is current; of those collected together the one read last. What was forgotten counts no more.
with keyed as (
    select
        document_id,
        collected_at,
        is_current,
        superseded_by,
        case
            when is_dump then 'dump|' || uri
            when external_id is not null then 'record|' || source_code || '|' || external_id
        end as version_key
    from raw.documents
),

touched as (
    select distinct keyed.version_key
    from keyed
    inner join incoming on keyed.document_id = incoming.document_id
    where keyed.version_key is not null
),

ranked as (
    select
        keyed.document_id,
        keyed.is_current,
        keyed.superseded_by,
        first_value(keyed.document_id) over (
            partition by keyed.version_key
            order by
                greatest(keyed.collected_at, coalesce(incoming.collected_at, keyed.collected_at)) desc,
                coalesce(incoming.ordinal, -1) desc,
                keyed.document_id desc
        ) as newest
    from keyed
    inner join touched on keyed.version_key = touched.version_key
    left join incoming on keyed.document_id = incoming.document_id
    where incoming.document_id is not null or coalesce(keyed.is_current, true) or keyed.superseded_by is not null
)

select
    document_id,
    document_id = newest as is_current,
    nullif(newest, document_id) as superseded_by
from ranked
where
    (document_id = newest) is distinct from coalesce(is_current, true)
    or nullif(newest, document_id) is distinct from superseded_by
order by document_id;
