-- What the articles about a place are about, beside what all articles are about: `ratio` above 1 is more than usual.
-- parameter: place
-- parameter: level = 1
-- parameter: limit = 30
with named as (
    select distinct place_id
    from core.place_spellings
    where lower(spelling) = lower($place)
),

counting as (
    select
        articles.article_id,
        coalesce(bool_or(named.place_id is not null), false) as is_about
    from core.articles
    left join core.article_places on articles.article_id = article_places.article_id and article_places.is_focus
    left join named on article_places.place_id = named.place_id
    where
        coalesce(articles.is_current, true)
        and articles.article_id not in (select duplicates.article_id from core.duplicates)
    group by articles.article_id
),

totals as (
    select
        count(*)::double as all_count,
        count(*) filter (where is_about)::double as about_count
    from counting
)

select
    topics.name as topic_name,
    count(*) filter (where counting.is_about) as article_count,
    count(*) filter (where counting.is_about) / any_value(totals.about_count) as share,
    count(*) / any_value(totals.all_count) as share_of_all,
    (count(*) filter (where counting.is_about) / any_value(totals.about_count))
    / (count(*) / any_value(totals.all_count)) as ratio,
    topics.topic_code
from core.article_topics
inner join core.topics on article_topics.topic_code = topics.topic_code
inner join counting on article_topics.article_id = counting.article_id
cross join totals
where $level::integer = 0 or topics.level = $level::integer
group by topics.topic_code, topics.name
having count(*) filter (where counting.is_about) > 0
order by article_count desc, ratio desc, topic_name asc
limit $limit::bigint;
