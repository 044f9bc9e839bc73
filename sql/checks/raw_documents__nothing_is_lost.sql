-- In every finished batch, what was seen is what was accepted and what stands in ops.rejected_records.
with rejected as (
    select
        batch_id,
        count(*) as row_count
    from ops.rejected_records
    group by batch_id
)

select
    batch.batch_id,
    batch.seen_count,
    batch.accepted_count,
    coalesce(rejected.row_count, 0) as rejected_count
from ops.batches as batch
left join rejected on batch.batch_id = rejected.batch_id
where
    batch.finished_at is not null
    and (
        batch.seen_count <> batch.accepted_count + coalesce(rejected.row_count, 0)
        or batch.rejected_count <> coalesce(rejected.row_count, 0)
    );
