-- A claim of losses has a number whose ends are in order, one of control has a place, and both name what they claim.
select
    claim_id,
    kind,
    predicate,
    place_id,
    count_lowest,
    count_highest
from audited
where
    (kind = 'control' and (place_id is null or count_lowest is not null))
    or (kind = 'casualties' and (count_lowest is null or count_lowest < 0))
    or kind not in ('control', 'casualties')
    or count_lowest > count_highest
    or earliest > latest
    or score not between 0 and 1;
