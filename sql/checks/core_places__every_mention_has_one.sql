-- Every resolved mention has its place.
-- scope: table
select
    mention.article_id,
    mention.field,
    mention.start_char,
    mention.place_id
from core.place_mentions as mention
anti join core.places as place on mention.place_id = place.place_id
where mention.place_id is not null;
