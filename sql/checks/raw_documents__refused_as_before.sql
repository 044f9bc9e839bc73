-- No more is refused than before.
-- The share of the last batch against that of the twenty batches before it.
-- scope: table
-- severity: warning
-- A batch is judged from twenty records on; a row is a reason of the last batch, when its share of refusals is twice
-- what it was, and five points more.
with batches as (
    select
        batch_id,
        started_at,
        seen_count,
        rejected_count,
        row_number() over (order by started_at desc, batch_id asc) as age
    from ops.batches
    where seen_count >= 20 and finished_at is not null
),

shares as (
    select
        sum(rejected_count) filter (where age = 1) / nullif(sum(seen_count) filter (where age = 1), 0) as share_now,
        sum(rejected_count) filter (where age between 2 and 21)
        / nullif(sum(seen_count) filter (where age between 2 and 21), 0) as share_before
    from batches
)

select
    refusal.reason_code,
    count(*) as refused,
    round(any_value(shares.share_now), 4) as share_now,
    round(any_value(shares.share_before), 4) as share_before,
    list(refusal.uri || ' ' || refusal.position order by refusal.uri, refusal.position)[1:5] as examples
from ops.rejected_records as refusal
inner join batches on refusal.batch_id = batches.batch_id
cross join shares
where
    batches.age = 1
    and shares.share_now > shares.share_before * 2
    and shares.share_now > shares.share_before + 0.05
group by refusal.reason_code
order by refused desc, refusal.reason_code asc;
