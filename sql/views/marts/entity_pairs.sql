-- One row per pair of entities that stand in two or more articles together.
-- Two names for one place, such as a country's and its people's, are no pair.
-- Of each article the 20 entities with most mentions count. Lift and normalised pointwise mutual information (Bouma
-- 2009) compare with what chance would give among the articles that mention any entity.
-- Key: entity_id, other_entity_id.
-- column: entity_id: core.entities; the smaller id of the two
-- column: other_entity_id: core.entities; the greater id of the two
-- column: entity_name: Best full form of the first
-- column: other_entity_name: Best full form of the second
-- column: article_count: Distinct articles
-- column: lift_ratio: Articles together over those expected by chance
-- column: npmi_score: Normalised pointwise mutual information, -1 to 1
-- column: pmi_score: Pointwise mutual information, bits: log2 of lift_ratio
-- column: log_likelihood: Log-likelihood ratio G2 of the fourfold table (Dunning 1993): evidence that they go together
-- column: first_published_date: First day together; NULL when no article is dated
-- column: last_published_date: Last day together; NULL when no article is dated
with totals as (
    select sum(first_count)::double as total_count
    from ops.paired_counts
),

entity_counts as (
    select
        entity_id,
        article_count::double as entity_count
    from ops.paired_counts
),

counted_pairs as (
    select
        pair.entity_id,
        pair.other_entity_id,
        pair.article_count,
        pair.first_published_date,
        pair.last_published_date,
        pair.article_count * totals.total_count / one.entity_count / other.entity_count as lift_ratio,
        -ln(pair.article_count / totals.total_count) as surprise,
        pair.article_count::double as n11,
        one.entity_count - pair.article_count as n10,
        other.entity_count - pair.article_count as n01,
        -- articles in which both stand for one place are none of the four
        greatest(totals.total_count - one.entity_count - other.entity_count + pair.article_count, 0) as n00
    from marts.entity_pair_counts as pair
    inner join entity_counts as one on pair.entity_id = one.entity_id
    inner join entity_counts as other on pair.other_entity_id = other.entity_id
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
