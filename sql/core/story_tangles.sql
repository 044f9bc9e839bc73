-- Grain: one row per article of `seeds`, or tied to one of them by close links or a common story, however far away.
-- Key: unit_id. `seeds` is an Arrow table with a column unit_id.
-- parameter: threshold
with recursive close_links as (
    select
        article_id,
        other_article_id
    from ops.story_links
    where score >= $threshold::double
),

firsts as (
    select
        story_id,
        min(article_id) as first_article_id
    from ops.story_members
    group by story_id
),

companions as (
    select
        members.article_id,
        firsts.first_article_id
    from ops.story_members as members
    inner join firsts on members.story_id = firsts.story_id
),

ties as (
    select
        article_id as unit_id,
        other_article_id as tied_id
    from close_links
    union all
    select
        other_article_id as unit_id,
        article_id as tied_id
    from close_links
    union all
    select
        article_id as unit_id,
        first_article_id as tied_id
    from companions
    union all
    select
        first_article_id as unit_id,
        article_id as tied_id
    from companions
),

reached as (
    select seeds.unit_id from seeds
    union
    select ties.tied_id as unit_id
    from reached
    inner join ties on reached.unit_id = ties.unit_id
)

select unit_id from reached
order by unit_id;
