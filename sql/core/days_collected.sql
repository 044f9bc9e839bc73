-- Grain: one row per day of `days`: what there is of the documents collected on it.
-- Key: day.
select
    days.day,
    count(document.document_id) as documents,
    count(distinct document.source_code) as sources,
    coalesce(sum(document.byte_count), 0)::bigint as bytes
from days
left join raw.documents as document on days.day = document.collected_at::date and coalesce(document.is_current, true)
group by days.day
order by days.day;
