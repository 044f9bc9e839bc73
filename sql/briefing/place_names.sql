-- Names of the places in use, for a suggestion where a name is not known. Grain: name.
select distinct name
from core.places
order by name;
