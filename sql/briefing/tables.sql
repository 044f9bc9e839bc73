-- Which tables and views this warehouse has. Grain: table; key: name.
select table_schema || '.' || table_name as name
from information_schema.tables
order by name;
