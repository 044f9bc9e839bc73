-- Copies by kind.
select
    kind,
    count(*) as copies,
    avg(similarity_score) as mean_similarity
from core.duplicates
group by kind
order by copies desc, kind asc;
