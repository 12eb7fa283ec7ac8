"""`.ci/audit.py`: what it makes of pip-audit's report, and what it does where nothing can be looked up."""

import importlib.util
import subprocess

import pytest

from tests.production.command_line import PROJECT

spec = importlib.util.spec_from_file_location("audit", PROJECT / ".ci" / "audit.py")
audit = importlib.util.module_from_spec(spec)
spec.loader.exec_module(audit)

USED = {"pillow"}


def report(**packages):
    """A report in the form of pip-audit's; a package has fix versions of its one advisory, or None for no advisory."""
    listed = []
    for name, fixed in packages.items():
        vulns = [] if fixed is None else [{"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": fixed}]
        listed.append({"name": name, "version": "1.0", "vulns": vulns})
    return {"dependencies": listed}


@pytest.mark.parametrize(
    ("found", "allowed", "said", "failing"),
    [
        (report(pillow=None), {}, "1 packages looked up, 0 advisories", False),
        (report(pillow=["1.1"]), {}, "pillow 1.0 has PYSEC-1, mended in 1.1", True),
        (report(pillow=[]), {}, "pillow 1.0 has PYSEC-1, not mended yet", False),
        (report(pytest=["1.1"]), {}, "pytest 1.0 has PYSEC-1, mended in 1.1", False),
        (report(pillow=["1.1"]), {"CVE-1": "never read"}, "pillow 1.0 has PYSEC-1, accepted: never read", False),
    ],
)
def test_only_what_a_render_uses_and_what_can_be_mended_fails(found, allowed, said, failing):
    lines, failed = audit.judged(found, USED, allowed)
    assert failed is failing
    assert f"audit: {said}" in lines
    assert any("raise these pins" in line for line in lines) is failing


def test_what_could_not_be_looked_up_is_never_called_safe():
    skipped = {"dependencies": [{"name": "av", "skip_reason": "not found"}, {"name": "rich", "skip_reason": "no"}]}
    lines, failed = audit.judged(skipped, USED, {})
    assert not failed
    assert lines[0].startswith("audit: 2 of 2 pinned packages could not be looked up")
    assert lines[1] == "audit: 0 packages looked up, 0 advisories"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (subprocess.TimeoutExpired("pip", 120), "it took more than 120 s"),
        (subprocess.CalledProcessError(1, "pip", stderr="a\nno network"), "cannot be installed (no network)"),
        (ValueError("no database"), "no database"),
    ],
)
def test_an_audit_that_cannot_be_done_says_so_in_one_line_and_fails_nothing(error, said, monkeypatch, capsys):
    def failing():
        raise error

    monkeypatch.setattr(audit, "audit", failing)
    assert audit.main() == 0
    out = capsys.readouterr().out
    assert len(out.splitlines()) == 1
    assert said in out


def test_accepted_advisories_have_reasons():
    assert audit.accepted("# comment\nCVE-1 no such file is read\n\n") == {"CVE-1": "no such file is read"}
    assert all(audit.accepted((PROJECT / ".ci" / "audit-accepted.txt").read_text("utf-8")).values())


def test_a_render_uses_what_its_packages_use_and_no_tools_of_the_tests():
    used = audit.used_by_renders()
    assert {"manim", "typst", "pillow", "numpy", "manimpango", "pygments"} <= used
    assert not {"pytest", "mypy", "playwright", "scipy-stubs"} & used
