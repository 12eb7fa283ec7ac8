"""What a render promises not to do: ask the network, run what data holds."""

import ast

import pytest

from tests.production.command_line import PROJECT
from tests.production.watched_process import watched

EVERYTHING = [
    "--kernel", "1,2,4", "--signal", "2,1", "-q", "draft", "--fps", "5", "--width", "320", "-j", "2",
    "--captions", "--poster", "--stills", "--embed", "--gallery", "--slides", "-o", "films", "--cache", "cache",
]  # fmt: skip

LISTENING = """
import os, sys
def heard(event, args):
    asks = event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "urllib.Request")
    sends = event in ("socket.connect", "socket.bind", "socket.sendto") and not isinstance(args[1], (str, bytes))
    if asks or sends:  # a name of a file is a pipe between processes of one machine
        with open(os.environ["HEARD"], "a") as file:
            file.write(f"{event} {args[1:]}\\n")
        raise OSError(f"no network here: {event}")
sys.addaudithook(heard)
"""


@pytest.mark.slow
def test_a_render_with_everything_asks_no_network_in_any_of_its_processes(tmp_path):
    heard = tmp_path / "heard"
    done = watched(tmp_path, LISTENING, *EVERYTHING, HEARD=str(heard))
    assert (done.code, heard.exists()) == (0, False), done.stderr
    assert (tmp_path / "films" / "index.html").exists()
    assert done.left == []


@pytest.mark.parametrize(
    "asking",
    ["socket.getaddrinfo('films.invalid', 80)", "socket.create_connection(('127.0.0.1', 9))"],
)
def test_the_ear_that_listens_for_the_network_is_not_deaf(asking, tmp_path):
    heard = tmp_path / "heard"
    code = f"import subprocess, sys; sys.exit(subprocess.call([sys.executable, '-c', \"import socket; {asking}\"]))"
    done = watched(tmp_path, LISTENING, code=code, HEARD=str(heard))
    assert done.code == 1
    assert heard.read_text().startswith("socket.")


# A cluster is sent jobs and sends results as Dask does, which is pickled: it is trusted, and says so (docs/cluster.md).
TRUSTED = {"cluster_executor.py": {"pickle"}, "cluster_worker.py": {"pickle"}}


def test_nothing_that_is_read_is_ever_evaluated_or_unpickled():
    """No call of `eval`, `exec`, `compile`, `pickle`, or of a shell in the project."""
    found = []
    for folder in ("kernels", "scenes", "production"):
        for path in sorted((PROJECT / folder).rglob("*.py")):
            tree = ast.parse(path.read_text("utf-8"))
            imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
            imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
            found += [
                f"{path.name}: {name}"
                for name in imported & {"pickle", "marshal", "shelve", "subprocess", "code"}
                if name not in TRUSTED.get(path.name, ())
            ]
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    found += [f"{path.name}: {node.func.id}"] * (
                        node.func.id in ("eval", "exec", "compile", "__import__")
                    )
                for keyword in getattr(node, "keywords", ()):
                    allows = isinstance(keyword.value, ast.Constant) and keyword.value.value is True
                    found += [f"{path.name}: pickle allowed"] * (keyword.arg == "allow_pickle" and allows)
    assert found == []
