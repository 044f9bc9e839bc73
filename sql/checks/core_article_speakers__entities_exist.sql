-- Every entity that is quoted is in core.entities, and is quoted at least once in the article.
-- scope: table
select
    speaker.article_id,
    speaker.entity_id,
    speaker.quote_count,
    speaker.direct_quote_count
from audited as speaker
left join core.entities as entity on speaker.entity_id = entity.entity_id
where
    entity.entity_id is null
    or speaker.quote_count < 1
    or speaker.direct_quote_count not between 0 and speaker.quote_count;
