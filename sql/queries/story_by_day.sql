-- How a story was told, day by day: articles, copies, sources, and all articles up to the day.
-- `story` is a story_id or its beginning, or words of its label.
-- parameter: story
with chosen as (
    select
        story_id,
        label
    from core.stories
    where starts_with(story_id, $story) or contains(lower(label), lower($story))
    order by starts_with(story_id, $story) desc, article_count desc, story_id asc
    limit 1
)

select
    chosen.label as story,
    story_timeline.published_date,
    story_timeline.article_count,
    story_timeline.copy_count,
    story_timeline.source_count,
    sum(story_timeline.article_count) over (order by story_timeline.published_date)::bigint as articles_so_far,
    chosen.story_id
from marts.story_timeline
inner join chosen on story_timeline.story_id = chosen.story_id
order by story_timeline.published_date asc;
