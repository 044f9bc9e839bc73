-- One row per unordered pair of entities that stand in two or more articles together; two names for one place, such as
-- a country's and its people's, are no pair.
-- Of each article the 20 entities with most mentions count. Lift and normalised pointwise mutual information compare
-- with what chance would give among the articles that mention any entity.
-- Key: entity_id, other_entity_id. Parameters: none.
-- Counted as a whole: what the view `marts.entity_pairs` over incremental counts must equal.
with article_entities as (
    select
        mention.article_id,
        mention.entity_id,
        count(*) as mention_count,
        min(place.place_id) as place_id
    from core.entity_mentions as mention
    left join core.place_mentions as place
        on
            mention.article_id = place.article_id
            and mention.field = place.field
            and mention.start_char = place.start_char
            and mention.end_char = place.end_char
            and place.resolution_basis is distinct from 'container'
    where mention.entity_id is not null
    group by mention.article_id, mention.entity_id
),

leading_entities as (
    select
        article_entities.article_id,
        article_entities.entity_id,
        articles.published_date,
        article_entities.place_id
    from article_entities
    inner join core.articles on article_entities.article_id = articles.article_id
    where articles.article_id not in (select duplicates.article_id from core.duplicates as duplicates)
    qualify
        row_number() over (
            partition by article_entities.article_id
            order by article_entities.mention_count desc, article_entities.entity_id asc
        ) <= 20
),

totals as (
    select count(distinct article_id)::double as total_count
    from leading_entities
),

entity_counts as (
    select
        entity_id,
        count(*)::double as entity_count
    from leading_entities
    group by entity_id
),

pairs as (
    select
        one.entity_id,
        other.entity_id as other_entity_id,
        count(*) as article_count,
        min(one.published_date) as first_published_date,
        max(one.published_date) as last_published_date
    from leading_entities as one
    inner join leading_entities as other
        on one.article_id = other.article_id and one.entity_id < other.entity_id
    where not coalesce(one.place_id = other.place_id, false)
    group by one.entity_id, other.entity_id
    having count(*) >= 2
),

counted_pairs as (
    select
        pairs.entity_id,
        pairs.other_entity_id,
        pairs.article_count,
        pairs.first_published_date,
        pairs.last_published_date,
        pairs.article_count * totals.total_count / one.entity_count / other.entity_count as lift_ratio,
        -ln(pairs.article_count / totals.total_count) as surprise,
        pairs.article_count::double as n11,
        one.entity_count - pairs.article_count as n10,
        other.entity_count - pairs.article_count as n01,
        -- articles in which both stand for one place are none of the four
        greatest(totals.total_count - one.entity_count - other.entity_count + pairs.article_count, 0) as n00
    from pairs
    inner join entity_counts as one on pairs.entity_id = one.entity_id
    inner join entity_counts as other on pairs.other_entity_id = other.entity_id
    cross join totals
),

measured_pairs as (
    select
        entity_id,
        other_entity_id,
        article_count,
        first_published_date,
        last_published_date,
        lift_ratio,
        surprise,
        2 * (
            n11 * ln(n11)
            + coalesce(n10 * ln(nullif(n10, 0)), 0)
            + coalesce(n01 * ln(nullif(n01, 0)), 0)
            + coalesce(n00 * ln(nullif(n00, 0)), 0)
            + (n11 + n10 + n01 + n00) * ln(n11 + n10 + n01 + n00)
            - (n11 + n10) * ln(n11 + n10)
            - (n11 + n01) * ln(n11 + n01)
            - coalesce((n01 + n00) * ln(nullif(n01 + n00, 0)), 0)
            - coalesce((n10 + n00) * ln(nullif(n10 + n00, 0)), 0)
        ) as log_likelihood
    from counted_pairs
)

select
    measured_pairs.entity_id,
    measured_pairs.other_entity_id,
    one.canonical_name as entity_name,
    other.canonical_name as other_entity_name,
    measured_pairs.article_count,
    measured_pairs.lift_ratio,
    case when measured_pairs.surprise <= 0 then 1 else ln(measured_pairs.lift_ratio) / measured_pairs.surprise end
        as npmi_score,
    log2(measured_pairs.lift_ratio) as pmi_score,
    measured_pairs.log_likelihood,
    measured_pairs.first_published_date,
    measured_pairs.last_published_date
from measured_pairs
inner join core.entities as one on measured_pairs.entity_id = one.entity_id
inner join core.entities as other on measured_pairs.other_entity_id = other.entity_id;
