-- The languages of the articles.
select
    coalesce(language_code, 'not known') as language,
    count(*) as articles
from core.articles
where coalesce(is_current, true)
group by language_code
order by articles desc, language asc
limit 10;
