-- Who wrote the facts: each reading's version with the number of articles or documents that it has read, by table.
select
    annotations.table_name,
    annotators.name,
    annotators.version,
    count(*) as unit_count,
    annotations.annotator_id
from ops.annotations
left join ops.annotators on annotations.annotator_id = annotators.annotator_id
group by annotations.table_name, annotators.name, annotators.version, annotations.annotator_id
order by annotations.table_name asc, unit_count desc, annotations.annotator_id asc;
