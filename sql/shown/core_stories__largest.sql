-- The stories that most articles tell, with the headline that stands for each.
select
    articles.title as headline,
    stories.article_count as articles,
    stories.first_published_date as since
from core.stories
left join core.articles on stories.representative_article_id = articles.article_id
order by stories.article_count desc, stories.first_published_date desc, stories.story_id asc
limit 10;
