-- Grain: one line per article of a story, with the strongest link to another of it; thirty at most.
-- parameter: story_id
with members as (
    select
        article_id,
        published_date,
        coalesce(title, regexp_extract(text, '^[^\n]{1,100}')) as headline
    from core.articles
    where story_id = $story_id and coalesce(is_current, true)
),

links as (
    select
        article_id,
        score
    from ops.story_links
    where other_article_id in (select members.article_id from members)
    union all
    select
        other_article_id as article_id,
        score
    from ops.story_links
    where article_id in (select members.article_id from members)
),

strongest as (
    select
        article_id,
        max(score) as score
    from links
    group by article_id
)

select
    coalesce(members.published_date::varchar, 'no date') || ' ' || coalesce(members.headline, members.article_id)
    || coalesce(printf(', strongest link %.2f', strongest.score), '') as line
from members
left join strongest on members.article_id = strongest.article_id
order by members.published_date asc nulls last, members.article_id asc
limit 30;
