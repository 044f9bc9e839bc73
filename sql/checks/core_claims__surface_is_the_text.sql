-- Every claim's offsets cut its surface out of the article's text or title, inside its sentence.
-- scope: table
select
    claim.claim_id,
    claim.article_id,
    claim.field,
    claim.start_char,
    claim.end_char,
    claim.surface
from audited as claim
left join core.articles as article on claim.article_id = article.article_id
where
    article.article_id is null
    or claim.start_char < claim.sentence_start_char
    or claim.end_char > claim.sentence_end_char
    or claim.surface is distinct from substr(
        if(claim.field = 'title', article.title, article.text),
        claim.start_char + 1,
        claim.end_char - claim.start_char
    );
