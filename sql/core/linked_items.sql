-- Grain: one row per link between two articles of the temporary table `story_items` where ties lead from one to the
-- other.
-- Key: article_id, other_article_id.
select
    links.article_id,
    links.other_article_id,
    links.score,
    one.part
from ops.story_links as links
inner join story_items as one on links.article_id = one.article_id
inner join story_items as other on links.other_article_id = other.article_id
where one.label = other.label and one.is_counted and other.is_counted
order by one.part;
