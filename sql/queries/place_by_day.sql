-- How often the news names a place, day by day: articles, those about it, and mentions of the location itself.
-- The place may be given by its main name or by any spelling that stands in a text.
-- parameter: place
-- parameter: since = any
-- parameter: until = any
with named as (
    select place_id
    from core.place_spellings
    where lower(spelling) = lower($place)
)

select
    published_date,
    place_name,
    country_code,
    article_count,
    focus_count,
    mention_count,
    literal_count,
    inferred_count,
    place_id
from marts.daily_places
where
    place_id in (select named.place_id from named)
    and ($since = 'any' or published_date >= case when $since <> 'any' then $since::date end)
    and ($until = 'any' or published_date <= case when $until <> 'any' then $until::date end)
order by published_date asc, article_count desc, place_id asc;
