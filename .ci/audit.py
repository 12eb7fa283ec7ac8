"""Looks the pinned versions up among known vulnerabilities: ./run python .ci/audit.py

An advisory about a package that a render uses fails if a version that mends it is out: then the pin is to be raised,
whatever the change at hand is about. All else is only said: advisories about tools of the tests, or without a mended
version, and that nothing could be looked up. What is in audit-accepted.txt is said, too, and fails nothing.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
INSTALL_SECONDS, AUDIT_SECONDS = 120, 120


def main() -> int:
    """0 unless a pin must be raised."""
    try:
        report = audit()
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        print(f"audit: not done, because {reason(error)}; nothing is known of the pinned versions")
        return 0
    lines, failing = judged(report, used_by_renders(), accepted((HERE / "audit-accepted.txt").read_text("utf-8")))
    print(*lines, sep="\n")
    return 1 if failing else 0


def audit() -> dict[str, Any]:
    """What pip-audit says of constraints.txt, in an environment of its own (OSError, ValueError, SubprocessError)."""
    with tempfile.TemporaryDirectory(prefix="audit-") as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True, capture_output=True, timeout=INSTALL_SECONDS)
        python = Path(folder) / ("Scripts" if sys.platform == "win32" else "bin") / "python"
        pip = [python, "-m", "pip", "install", "-q", "--no-input", "--disable-pip-version-check"]
        wanted = ["-r", HERE / "audit-requirements.txt"]
        subprocess.run([*pip, *wanted], check=True, capture_output=True, text=True, timeout=INSTALL_SECONDS)
        command = [python, "-m", "pip_audit", "-r", HERE.parent / "constraints.txt", "--no-deps", "--disable-pip"]
        settings = ["--progress-spinner", "off", "-f", "json"]
        done = subprocess.run([*command, *settings], capture_output=True, text=True, timeout=AUDIT_SECONDS, check=False)
        if done.returncode not in (0, 1):  # 1: something was found
            raise ValueError((done.stderr.strip() or "pip-audit failed").splitlines()[-1])
        report: dict[str, Any] = json.loads(done.stdout)
        return report


def judged(report: Mapping[str, Any], used: Iterable[str], allowed: Mapping[str, str]) -> tuple[list[str], bool]:
    """A line for every advisory and one about all; whether any must be mended before a change lands."""
    packages, runtime = report["dependencies"], set(used)
    looked_up = [package for package in packages if "skip_reason" not in package]
    lines, failing = [], False
    for package in looked_up:
        for advisory in package["vulns"]:
            names = {advisory["id"], *advisory.get("aliases", ())}
            why = next((allowed[name] for name in sorted(names) if name in allowed), None)
            fixed = ", ".join(advisory["fix_versions"])
            must = bool(fixed) and why is None and plain(package["name"]) in runtime
            failing = failing or must
            said = f"accepted: {why}" if why is not None else f"mended in {fixed}" if fixed else "not mended yet"
            lines.append(f"audit: {package['name']} {package['version']} has {advisory['id']}, {said}")
    if failing:
        lines.append("audit: raise these pins in constraints.txt, or put the advisory with a reason into "
                     ".ci/audit-accepted.txt; this is not about the change at hand")  # fmt: skip
    if len(looked_up) < len(packages):
        missing = len(packages) - len(looked_up)
        lines.append(f"audit: {missing} of {len(packages)} pinned packages could not be looked up, because the "
                     "database does not answer for them here; nothing is known of these")  # fmt: skip
    found = sum(len(package["vulns"]) for package in looked_up)
    lines.append(f"audit: {len(looked_up)} packages looked up, {found} advisories")
    return lines, failing


def accepted(text: str) -> dict[str, str]:
    """The advisories of audit-accepted.txt, each with its reason."""
    found = (line.partition(" ") for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return {name: why.strip() for name, _, why in found}


def used_by_renders() -> set[str]:
    """The project's dependencies, theirs, and so on, as they are installed here; no tools of the tests."""
    from packaging.requirements import Requirement

    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text("utf-8"))["project"]
    waiting, used = [Requirement(text) for text in project["dependencies"]], set()
    while waiting:
        requirement = waiting.pop()
        key = plain(requirement.name), frozenset(requirement.extras)
        if key in used:
            continue
        used.add(key)
        try:
            texts = metadata.requires(requirement.name) or []
        except metadata.PackageNotFoundError:
            continue
        for needed in map(Requirement, texts):
            extras = requirement.extras or {""}
            if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras):
                waiting.append(needed)
    return {name for name, _ in used}


def plain(name: str) -> str:
    """A package's name, as two that are the same are written alike."""
    return re.sub(r"[-_.]+", "-", name).lower()


def reason(error: Exception) -> str:
    """An error in one line."""
    if isinstance(error, subprocess.TimeoutExpired):
        return f"it took more than {error.timeout:.0f} s"
    if isinstance(error, subprocess.CalledProcessError):
        said = (error.stderr or b"").strip() if isinstance(error.stderr, str) else ""
        return (
            f"the audit's own packages cannot be installed ({said.splitlines()[-1][:120] if said else 'no word why'})"
        )
    return str(error)[:160]


if __name__ == "__main__":
    sys.exit(main())
