"""`core.places`: the gazetteer's places that mentions resolve to."""

from pipelines import annotators
from pipelines.defs.resources import SettingsResource, WarehouseResource
from pipelines.defs.tables import Results, results, table_assets
from pipelines.stages.places import write_places


@table_assets("core.places", deps=["core.place_mentions"], kinds={"python"})
def places(warehouse: WarehouseResource, settings: SettingsResource) -> Results:
    """Copies the places in use out of the gazetteer."""
    gazetteer = annotators.gazetteer(settings.value.gazetteer_file, settings.value.view)
    with warehouse.writer() as session:
        write_places(session, gazetteer)
        yield from results(
            session, {"core.places": {"gazetteer": gazetteer.version, "attribution": gazetteer.attribution}}
        )
