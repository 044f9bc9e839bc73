-- Grain: one row per article of `units` that counts for stories: current, not a copy, and in English
-- as far as is known: of other languages it is not known which words are common.
-- Key: article_id. `units` is an Arrow table with a column unit_id.
select
    article_id,
    title,
    text,
    published_date
from core.articles
where
    article_id in (select units.unit_id from units)
    and coalesce(is_current, true)
    and coalesce(language_code, 'en') = 'en'
    and article_id not in (select duplicates.article_id from core.duplicates as duplicates)
order by article_id;
