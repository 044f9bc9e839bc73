-- Grain: one row per file of `met` that is new, has changed, or is to be read in another way.
-- Key: uri. `met` is an Arrow table with columns uri, byte_count, modified_ns.
-- parameter: reading_key
select
    met.uri,
    known.uri is not null as was_read_before
from met
left join ops.files as known on met.uri = known.uri
where
    known.uri is null
    or known.byte_count <> met.byte_count
    or known.modified_ns <> met.modified_ns
    or (known.state = 'read' and known.reading_key <> $reading_key)
order by met.uri;
