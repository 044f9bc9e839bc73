-- Grain: one row per local name and type that mentions carry, with the part of the names that it is decided with.
-- Key: local_name, entity_type. People stand in the order of their last words, all else in that of its first, so that
-- spellings of one name mostly fall into one part; what comes out does not depend on it.
-- parameter: at_once
with counted as (
    select
        local_name,
        entity_type,
        sum(mention_count)::bigint as mention_count,
        count(*) as article_count
    from ops.counted_names
    group by local_name, entity_type
)

select
    local_name,
    entity_type,
    mention_count,
    article_count,
    (
        row_number() over (
            order by
                entity_type asc,
                case
                    when entity_type = 'PERSON' then lower(regexp_extract(local_name, '\S+\s*$'))
                    else lower(local_name)
                end asc,
                local_name asc
        ) - 1
    ) // $at_once::bigint as part
from counted
order by part;
