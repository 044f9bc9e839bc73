-- Grain: one row per article and entity of the temporary table `uncertain`, their ids as hashes of 64 bits.
-- Key: article, entity.
-- Numbers are joined in a quarter of the time; that two of a million entities share a hash is as likely as one in
-- thirty million.
select
    hash(article_id) as article,
    hash(entity_id) as entity,
    published_date,
    case when place_id is not null then hash(place_id) end as place
from ops.paired_entities
where entity_id in (
    select uncertain.entity_id
    from uncertain
    union
    select uncertain.other_entity_id
    from uncertain
);
