"""Jobs on a cluster of two nodes, in a process of its own: prints what came of them as JSON. Ray needs sockets, tests have none.

Scenarios: `lost node` takes a node away while it works, `killed` kills actors at random, `poison` has
a unit that kills whoever reads it, `no room` asks for more actors than there are processors.
"""

import json
import os
import random
import signal
import sys

import pyarrow as pa
from ray.cluster_utils import Cluster

from pipelines.settings import Settings
from pipelines.work import ray_actors
from pipelines.work.chain import Done, Job
from pipelines.work.ray_actors import RayActors
from tests.work.test_executors import TEXTS, job, rows, worked

NODE = {"num_cpus": 1, "object_store_memory": 100_000_000}
UNITS = [("u1", "u2"), ("u3", "poison", "u4"), ("u5",), ("u6", "u7")]


def killer(settings, given):
    """Stands in for `run_job`: one unit kills the process that reads it."""
    if "poison" in given.unit_ids:
        os.kill(os.getpid(), signal.SIGKILL)
    return Done(given.entry_names, given.unit_ids, given.tag)


class Killing(RayActors):
    """Kills an actor when it gives the first, the fourth and the seventh job."""

    given_count = 0

    def start(self, job):
        handle = super().start(job)
        self.given_count += 1
        if self.given_count % 3 == 1 and self.given_count < 10:
            self._ray.kill(random.Random(self.given_count).choice(self._actors))
        return handle


class PoisonReader(ray_actors.Reader):
    def read(self, job):
        return killer(self._settings, job)


def main(scenario):
    cluster = Cluster(initialize_head=True, head_node_args=NODE)
    other = None if scenario == "no room" else cluster.add_node(**NODE)
    settings = Settings(threads=1, ray_address=cluster.address)
    jobs = [job(n) for n in range(len(TEXTS))]
    if scenario == "poison":
        ray_actors.Reader = PoisonReader
        jobs = [
            Job(("core.sentences",), "article_id", ids, {"core.articles": pa.table({"article_id": list(ids)})})
            for ids in UNITS
        ]
    if scenario == "no room":
        ray_actors.START_SECONDS = 1
    with (Killing if scenario == "killed" else RayActors)(settings, 2) as executor:
        if scenario == "lost node":
            for one in jobs[:2]:
                executor.submit(one)
            cluster.remove_node(other)
        done = worked(executor, jobs[2:] if scenario == "lost node" else jobs)
    if scenario == "poison":
        found = {
            "units": sorted(unit for item in done for unit in item.unit_ids),
            "failures": [[f.unit_id, f.reason_code] for item in done for f in item.failures],
        }
    else:
        found = rows(done)
    sys.stdout.write(json.dumps(found, default=str) + "\n")
    cluster.shutdown()


main(sys.argv[1])
