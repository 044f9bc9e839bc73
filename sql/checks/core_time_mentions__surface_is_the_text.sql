-- Every mention's offsets cut its surface out of the article's text or title; a commit is held to it before it is one.
-- scope: table
select
    mention.article_id,
    mention.field,
    mention.start_char,
    mention.end_char,
    mention.surface
from audited as mention
left join core.articles as article on mention.article_id = article.article_id
where
    article.article_id is null
    or mention.surface is distinct from substr(
        if(mention.field = 'title', article.title, article.text),
        mention.start_char + 1,
        mention.end_char - mention.start_char
    );
