-- What do several sources tell? Grain: story.
select
    left(label, 60) as story,
    source_count as sources,
    article_count as articles,
    first_published_date as since
from core.stories
where source_count > 1
order by sources desc, articles desc, story asc
limit 5;
