-- How many cuts there are, which share the model made, and which share of these is in doubt (scored below 0.8).
select
    count(*) as occurrences,
    count(*) filter (where ordinal > 0) as cuts,
    count(*) filter (where ordinal > 0 and boundary_basis = 'model')
    / nullif(count(*) filter (where ordinal > 0), 0) as cut_by_model_share,
    count(*) filter (where ordinal > 0 and boundary_basis = 'model' and boundary_score < 0.8)
    / nullif(count(*) filter (where ordinal > 0 and boundary_basis = 'model'), 0) as doubtful_share
from core.article_occurrences;
