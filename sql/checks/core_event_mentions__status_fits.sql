-- A mention is asserted exactly when its status says so, its score is a probability, and its days are in order.
select
    event_mention_id,
    status,
    is_asserted,
    score,
    earliest,
    latest
from audited
where
    is_asserted <> (status = 'asserted')
    or status not in ('asserted', 'claimed', 'denied', 'planned', 'threatened', 'hypothetical')
    or score not between 0 and 1
    or factuality_score not between -3 and 3
    or earliest > latest;
