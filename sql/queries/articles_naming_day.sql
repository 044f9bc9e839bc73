-- Articles that speak of a day, whenever they appeared: what was said to happen then, in the words of the text.
-- Only expressions that mean no more than `widest` days count.
-- parameter: day
-- parameter: widest = 1
-- parameter: limit = 100
select
    articles.published_date,
    time_mentions.surface,
    time_mentions.value,
    trim(
        substr(
            case time_mentions.field when 'title' then articles.title else articles.text end,
            greatest(time_mentions.start_char - 80, 0) + 1,
            time_mentions.end_char - greatest(time_mentions.start_char - 80, 0) + 80
        )
    ) as context,
    articles.article_id
from core.time_mentions
inner join core.articles on time_mentions.article_id = articles.article_id
where
    $day::date between time_mentions.earliest and time_mentions.latest
    and time_mentions.latest - time_mentions.earliest < $widest::bigint
    and coalesce(articles.is_current, true)
    and articles.article_id not in (select duplicates.article_id from core.duplicates)
order by
    articles.published_date asc nulls last,
    articles.article_id asc,
    time_mentions.field asc,
    time_mentions.start_char asc
limit $limit::bigint;
