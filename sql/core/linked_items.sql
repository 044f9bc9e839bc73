-- Grain: one row per link between two articles of the temporary table `story_items` where ties lead from one to the
-- other, by the numbers that the articles have in their part.
-- Key: part, one, other.
-- Links are joined with one end first: joined by their labels, the articles of a large tangle would all meet.
with of_one as materialized (
    select
        links.other_article_id,
        links.score,
        one.number as one,
        one.label,
        one.part
    from ops.story_links as links
    inner join story_items as one on links.article_id = one.article_id
    where one.is_counted
)

select
    of_one.one,
    other.number as other,
    of_one.score,
    of_one.part
from of_one
inner join story_items as other on of_one.other_article_id = other.article_id
where of_one.label = other.label and other.is_counted
order by of_one.part;
