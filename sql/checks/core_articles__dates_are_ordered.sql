-- A dated article has its best date inside its interval; an undated one has none and says so.
select
    article_id,
    published_date,
    published_earliest,
    published_latest,
    published_basis
from audited
where
    (published_date is null) <> (published_basis = 'none')
    or published_date < published_earliest
    or published_date > published_latest
    or published_basis not in ('metadata', 'dateline', 'text', 'none');
