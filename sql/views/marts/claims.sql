-- One row per place, day and thing claimed there: what speaks for it and what against it, with speakers and outlets.
-- Of control, the thing is that a side holds the place (or took or entered it): against it speak denials, its loss, and
-- that another side holds or took the place within three days. Of casualties, it is how many were killed, wounded,
-- captured or lost: for it speak numbers that the most told one may mean, against it other numbers and denials.
-- Key: kind, place_id, claim_day, predicate, subject, unit.
-- column: kind: `control` or `casualties`
-- column: place_id: The place, in core.places
-- column: place_name: The gazetteer's main name
-- column: claim_day: The day that the claims are about
-- column: predicate: `holds` for control; what befell them for casualties
-- column: subject: Who is said to hold the place; the number most told for casualties
-- column: unit: What is counted; NULL for control
-- column: for_count: Claims for it
-- column: against_count: Claims against it
-- column: for_speakers: Who claims it, `the paper` where nobody is named
-- column: against_speakers: Who claims the contrary
-- column: for_sources: Outlets that tell it
-- column: against_sources: Outlets that tell the contrary
-- column: for_words: Words of the surest claim for it
-- column: against_words: Words of the surest claim against it
-- column: is_contradicted: True when something speaks against it
with claims as (
    select *
    from core.told_claims
    where place_id is not null and claim_day is not null
),

holding as (
    select
        *,
        (predicate <> 'lost') <> is_denied as is_held
    from claims
    where kind = 'control' and predicate in ('holds', 'took', 'entered', 'lost') and side is not null
),

held as (
    select
        place_id,
        side,
        claim_day,
        any_value(place_name) as place_name,
        min(subject) as subject
    from holding
    where is_held
    group by place_id, side, claim_day
),

weighed as (
    select
        'control' as kind,
        held.place_id,
        held.place_name,
        held.claim_day,
        'holds' as predicate,
        held.subject,
        null::varchar as unit,
        holding.claimant,
        holding.source_code,
        holding.words,
        holding.score,
        holding.is_held and holding.side = held.side as is_for
    from held
    inner join holding
        on
            held.place_id = holding.place_id
            and abs(held.claim_day - holding.claim_day) <= 3
            and (
                (held.side = holding.side and (not holding.is_held or held.claim_day = holding.claim_day))
                or (held.side <> holding.side and holding.is_held and holding.predicate in ('holds', 'took'))
            )
),

counted as (
    select
        *,
        coalesce(unit, 'people') as counted_unit,
        count_lowest::varchar || case
            when count_highest is null then '+'
            when count_highest > count_lowest then '-' || count_highest::varchar
            else ''
        end as number
    from claims
    where kind = 'casualties' and count_lowest is not null
),

most_told as (
    select
        place_id,
        claim_day,
        predicate,
        counted_unit,
        side,
        any_value(place_name) as place_name,
        mode(number order by number) as number
    from counted
    where not is_denied
    group by place_id, claim_day, predicate, counted_unit, side
),

bounds as (
    select
        most_told.*,
        min(counted.count_lowest) as count_lowest,
        case when count(counted.count_highest) = count(*) then max(counted.count_highest) end as count_highest
    from most_told
    inner join counted
        on
            most_told.place_id = counted.place_id
            and most_told.claim_day = counted.claim_day
            and most_told.predicate = counted.predicate
            and most_told.counted_unit = counted.counted_unit
            and most_told.side is not distinct from counted.side
            and most_told.number = counted.number
    group by all
),

numbered as (
    select
        'casualties' as kind,
        bounds.place_id,
        bounds.place_name,
        bounds.claim_day,
        bounds.predicate,
        concat_ws(' ', bounds.number, bounds.side) as subject,
        bounds.counted_unit as unit,
        counted.claimant,
        counted.source_code,
        counted.words,
        counted.score,
        not counted.is_denied
        and counted.count_lowest <= coalesce(bounds.count_highest, counted.count_lowest)
        and bounds.count_lowest <= coalesce(counted.count_highest, bounds.count_lowest) as is_for
    from bounds
    inner join counted
        on
            bounds.place_id = counted.place_id
            and bounds.claim_day = counted.claim_day
            and bounds.predicate = counted.predicate
            and bounds.counted_unit = counted.counted_unit
            and bounds.side is not distinct from counted.side
),

both_kinds as (
    select * from weighed
    union all
    select * from numbered
)

select
    kind,
    place_id,
    any_value(place_name) as place_name,
    claim_day,
    predicate,
    subject,
    unit,
    count(*) filter (where is_for) as for_count,
    count(*) filter (where not is_for) as against_count,
    string_agg(distinct claimant, '; ') filter (where is_for) as for_speakers,
    string_agg(distinct claimant, '; ') filter (where not is_for) as against_speakers,
    string_agg(distinct source_code, '; ') filter (where is_for) as for_sources,
    string_agg(distinct source_code, '; ') filter (where not is_for) as against_sources,
    arg_max(words, score order by words) filter (where is_for) as for_words,
    arg_max(words, score order by words) filter (where not is_for) as against_words,
    bool_or(not is_for) as is_contradicted
from both_kinds
group by kind, place_id, claim_day, predicate, subject, unit;
