-- One row per place and spelling: its main name, and every spelling in texts that was resolved to it.
-- A name whose place the gazetteer lacks (resolution_basis `container`) is no spelling of the place around it.
-- Key: place_id, spelling.
-- column: place_id: The place, in core.places
-- column: spelling: The gazetteer's main name, or the characters as written
select
    place_id,
    name as spelling
from core.places
union
select
    place_id,
    surface as spelling
from core.place_mentions
where place_id is not null and resolution_basis is distinct from 'container';
