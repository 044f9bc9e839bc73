"""`core.article_places`: the places an article names, and those it is about."""

import dagster as dg

from pipelines import annotators
from pipelines.defs.resources import SettingsResource, WarehouseResource
from pipelines.defs.tables import Results, reporter, results, table_assets
from pipelines.stages.places import weigh_places


@table_assets("core.article_places", deps=["core.place_mentions", "core.places", "core.articles"], kinds={"python"})
def article_places(
    context: dg.AssetExecutionContext, warehouse: WarehouseResource, settings: SettingsResource
) -> Results:
    """Weighs the places of articles whose mentions are new."""
    weigh, annotator_id = annotators.place_weigher(settings.value.gazetteer_file, settings.value.view)
    with warehouse.writer() as session:
        done = weigh_places(
            session,
            weigh,
            annotator_id,
            batch_words=settings.value.batch_words,
            report=reporter(context, "core.article_places"),
        )
        yield from results(session, {"core.article_places": {"articles_weighed": done.unit_count}})
