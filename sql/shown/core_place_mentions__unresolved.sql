-- Names that no place is known for, those of most articles first.
select
    surface as name,
    count(distinct article_id) as articles,
    count(*) as mentions
from core.place_mentions
where place_id is null
group by surface
order by articles desc, mentions desc, surface asc
limit 10;
