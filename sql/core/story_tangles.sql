-- Grain: one row per article of `seeds`, or tied to one of them by close links or a common story, however many steps away.
-- Key: unit_id. `seeds` is an Arrow table with a column unit_id.
-- parameter: threshold
with recursive ties as (
    select
        article_id,
        other_article_id
    from ops.story_links
    where score >= $threshold::double
    union all
    select
        other_article_id,
        article_id
    from ops.story_links
    where score >= $threshold::double
    union all
    select
        members.article_id,
        firsts.article_id
    from ops.story_members as members
    inner join (
        select story_id, min(article_id) as article_id
        from ops.story_members
        group by story_id
    ) as firsts on members.story_id = firsts.story_id
    union all
    select
        firsts.article_id,
        members.article_id
    from ops.story_members as members
    inner join (
        select story_id, min(article_id) as article_id
        from ops.story_members
        group by story_id
    ) as firsts on members.story_id = firsts.story_id
),

reached as (
    select seeds.unit_id from seeds
    union
    select ties.other_article_id as unit_id
    from reached
    inner join ties on reached.unit_id = ties.article_id
)

select unit_id from reached
order by unit_id;
