-- How many copies were put in place.
select count(*) as publications
from ops.publications;
