"""Articles that tell events, made by SQL: nothing is read. `benchmarks.corpus_steps` measures `core.events` on them.

Two mentions for each article, on the happening of some eight articles of three days. Places, parties, types and expressions are drawn as news has
them: the rank of a place or name follows an exponential, so that the first of 20,000 places has 7 % of the mentions, however many there are.
Of the days, 60 % are the article's own with three before, 24 % a day that is named, 5 % a month, 1 % a year; the rest are open or unknown.
"""

from datetime import date

from pipelines.warehouse import Session

PLACES, NAMES, EXPRESSIONS, WORDS = 20_000, 50_000, 300, 4_000
PER_HAPPENING = 8
MADE_AT_ONCE = 100_000
"""Articles that are made in one statement."""

_TOLD = """
create or replace temp table told as
with articles as (
    select
        range as number,
        $day::date + (range // $per_day)::integer as published_date,
        (range // $per_day) // 3 * $per_day + hash(range, 1) % ($per_day * 3 // $per_happening) as happening
    from range($first, $last)
),

mentions as (
    select
        articles.*,
        positions.range as position,
        -- the first mention is the happening's, the second one's own in half of the articles
        if(positions.range = 0 or hash(number, 2) % 2 = 0, hash(happening, positions.range), hash(number, 3)) as deed
    from articles cross join range(2) as positions
),

drawn as (
    select
        *,
        floor(16 * pow((hash(deed, 4) % 1000) / 1000.0, 2))::integer as event_type,
        hash(deed, 5) % 40 + 20 * floor(16 * pow((hash(deed, 4) % 1000) / 1000.0, 2))::integer as expression,
        if(hash(deed, 6) % 10 < 6, floor(exp((hash(deed, 7) % 1000003) / 1000003.0 * ln($places))), null)::bigint as place,
        if(hash(deed, number, 8) % 10 < 7, floor(exp((hash(deed, 9) % 1000003) / 1000003.0 * ln($names))), null)::bigint as actor,
        if(hash(deed, number, 10) % 10 < 5, floor(exp((hash(deed, 11) % 1000003) / 1000003.0 * ln($names))), null)::bigint as target,
        hash(deed, number, 12) % 100 as chance,
        list_transform(
            range(14),
            lambda i: 'w' || translate(
                if(hash(number, position, i) % 2 = 0, hash(deed, hash(number, i) % 20) % $words,
                    floor(exp((hash(number, position, i, 1) % 1000003) / 1000003.0 * ln($words)))::ubigint)::varchar,
                '0123456789', 'abcdefghij'
            )
        ) as words
    from mentions
),

sentences as (
    select
        *,
        coalesce('Actor' || actor, 'Someone') as actor_surface,
        coalesce('Target' || target, 'somebody') as target_surface,
        'deed' || translate(expression::varchar, '0123456789', 'abcdefghij') as surface
    from drawn
)

select
    *,
    actor_surface || ' ' || surface || ' ' || target_surface || ' ' || array_to_string(words, ' ') || '.' as sentence
from sentences
"""
_ARTICLES = """
insert into core.articles by name
select
    left(md5('article' || number), 24) as article_id,
    'Title ' || number as title,
    string_agg(sentence, ' ' order by position) as text,
    false as is_title_in_text,
    40 as word_count,
    'en' as language_code,
    any_value(published_date) as published_date,
    'metadata' as published_basis,
    'benchmark@1' as annotator_id,
    true as is_current,
    if(hash(number, 13) % 10 < 8, md5('story' || any_value(happening)), md5('alone' || number)) as story_id
from told
group by number
"""
_MENTIONS = """
insert into core.event_mentions by name
with placed as (
    select
        *,
        if(position = 0, 0, 1 + lag(length(sentence), 1, 0) over (partition by number order by position)) as first_char
    from told
)

select
    left(md5('mention' || number || '.' || position), 24) as event_mention_id,
    left(md5('article' || number), 24) as article_id,
    'text' as field,
    first_char + length(actor_surface) + 1 as start_char,
    first_char + length(actor_surface) + 1 + length(surface) as end_char,
    surface,
    first_char as sentence_start_char,
    first_char + length(sentence) as sentence_end_char,
    (['CONSULT', 'ACCUSE', 'ASSAULT', 'COOPERATE', 'SUPPORT', 'REQUEST', 'REJECT', 'AGREE', 'THREATEN', 'COERCE', 'MOBILIZE', 'PROTEST',
        'AID', 'SANCTION', 'RETREAT', 'CONCEDE'])[event_type + 1] as event_type,
    surface as expression,
    if(actor is null, null, actor_surface) as actor_surface,
    if(actor is null, null, first_char) as actor_start_char,
    if(actor is null, null, first_char + length(actor_surface)) as actor_end_char,
    if(target is null, null, target_surface) as target_surface,
    if(target is null, null, first_char + length(actor_surface || surface) + 2) as target_start_char,
    if(target is null, null, first_char + length(actor_surface || surface || target_surface) + 2) as target_end_char,
    'place' || place as place_id,
    case
        when chance < 60 then published_date - 3
        when chance < 84 then published_date - (hash(deed, 14) % 3)::integer
        when chance < 89 then date_trunc('month', published_date)::date
        when chance < 90 then date_trunc('year', published_date)::date
        when chance < 95 then published_date
    end as earliest,
    case
        when chance < 60 then published_date
        when chance < 84 then published_date - (hash(deed, 14) % 3)::integer
        when chance < 89 then last_day(published_date)
        when chance < 90 then last_day(date_trunc('year', published_date)::date + 360)
    end as latest,
    case when chance between 60 and 89 then 'text' when chance between 95 and 99 then 'none' else 'article' end as day_basis,
    'asserted' as status,
    3.0 as factuality_score,
    true as is_asserted,
    .5 + (hash(number, position, 15) % 500) / 1000.0 as score,
    'benchmark@1' as annotator_id
from placed
"""
_NAMES = """
insert into core.entity_mentions by name
with parties as (
    select article_id, field, actor_start_char as start_char, actor_end_char as end_char, actor_surface as surface
    from core.event_mentions
    union all
    select article_id, field, target_start_char, target_end_char, target_surface
    from core.event_mentions
)

select
    *,
    'PERSON' as entity_type,
    surface as local_name,
    left(md5(surface), 24) as entity_id,
    .95 as score,
    'benchmark@1' as annotator_id
from parties
where surface is not null
"""


def make_events(session: Session, size: int, per_day: int, first_day: date) -> None:
    """Fill a warehouse with articles, what they tell, and the names in it.

    Args:
        session: A session on it.
        size: Articles.
        per_day: Articles of each day.
        first_day: Day of the first ones.
    """
    for first in range(0, size, MADE_AT_ONCE):
        bounds = {"first": first, "last": min(size, first + MADE_AT_ONCE), "per_day": per_day, "day": first_day}
        drawn = {"per_happening": PER_HAPPENING, "places": PLACES, "names": NAMES, "words": WORDS}
        session.run(_TOLD, bounds | drawn)
        session.run(_ARTICLES)
        session.run(_MENTIONS)
    session.run("drop table if exists told")
    session.run(_NAMES)
