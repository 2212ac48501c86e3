import os
import shutil

import pytest

from .embedded_site import Site, copy_with_owner


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """A data directory that is ready, copied for each test: initdb takes most of a second.

    Its servers do not wait for the disk at each start, stop and recovery: no test here ends the system itself.
    """
    site = Site(tmp_path_factory.mktemp("with space") / "postgres-18")
    client = site.client()
    assert client.ask() == "roundtable"
    client.leave()
    with (site.data / "postgresql.conf").open("a") as configuration:
        configuration.write("fsync = off\n")
    return site.data


@pytest.fixture
def site(cluster, tmp_path):
    data = tmp_path / "var folder" / "postgres-18"
    shutil.copytree(cluster, data, copy_function=copy_with_owner)
    for folder, _, _ in os.walk(data):
        shutil.copystat(cluster, folder)
        os.chown(folder, cluster.stat().st_uid, cluster.stat().st_gid)
    site = Site(data)
    yield site
    for client in site.clients:
        client.kill()
    if site.runs():
        last = site.client(EMBEDDED_POSTGRES_KEEP="")
        last.ask()
        last.leave()
        assert not site.runs()
