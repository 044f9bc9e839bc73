-- What rose most on the last days that anything did.
select
    published_date as day,
    canonical_name as entity,
    article_count as articles,
    expected_count as expected
from marts.trending_entities
order by published_date desc, trend_score desc, canonical_name asc
limit 10;
