-- Articles that an outlet brought again in other words: what was added and taken out, and whether the title changed.
-- parameter: limit = 50
select
    later.published_date,
    earlier.published_date as first_published_date,
    duplicates.added_word_count,
    duplicates.removed_word_count,
    duplicates.is_title_changed,
    coalesce(later.title, regexp_extract(later.text, '^[^\n]{1,160}')) as headline,
    coalesce(earlier.title, regexp_extract(earlier.text, '^[^\n]{1,160}')) as first_headline,
    later.article_id,
    earlier.article_id as first_article_id
from core.duplicates
inner join core.articles as later on duplicates.article_id = later.article_id
inner join core.articles as earlier on duplicates.canonical_article_id = earlier.article_id
where duplicates.kind = 'revision' and coalesce(later.is_current, true)
order by
    duplicates.is_title_changed desc,
    duplicates.added_word_count + duplicates.removed_word_count desc,
    later.article_id asc
limit $limit::bigint;
