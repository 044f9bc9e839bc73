-- Days that articles speak of and that come after them: what is announced, with the words around each.
-- `from` is the first day that is wanted; without it, all that come after their article.
-- parameter: from = any
-- parameter: limit = 100
select
    time_mentions.earliest as announced_date,
    articles.published_date,
    time_mentions.surface,
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
    time_mentions.earliest = time_mentions.latest
    and time_mentions.earliest > articles.published_date
    and ($from = 'any' or time_mentions.earliest >= case when $from <> 'any' then $from::date end)
    and coalesce(articles.is_current, true)
    and articles.article_id not in (select duplicates.article_id from core.duplicates)
order by announced_date asc, articles.published_date asc, articles.article_id asc, time_mentions.start_char asc
limit $limit::bigint;
