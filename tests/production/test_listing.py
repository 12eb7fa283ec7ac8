"""The lists: every film, kernel and signal, for people and as JSON."""

import json

from kernels import KERNELS, PROFILES, SIGNALS
from scenes import FILMS
from tests.production.command_line import render


def test_the_list_begins_a_line_with_every_name_and_stays_within_100_columns():
    result = render("--list")
    lines = result.stdout.splitlines()
    assert (result.code, result.stderr) == (0, "")
    assert [line.split()[0] for line in lines if line.startswith("  ") and line[2] != " "] == [
        *(film.name for film in FILMS),
        *(kernel.name for kernel in KERNELS),
        *(profile.name for profile in PROFILES),
        *(signal.name for signal in SIGNALS),
    ]
    assert max(map(len, lines)) <= 100


def test_the_list_says_every_summary_in_full():
    words = " ".join(render("--list").stdout.split())
    assert all(entry.summary in words for entry in (*FILMS, *KERNELS, *PROFILES, *SIGNALS))


def test_the_list_as_json_has_exactly_the_promised_keys():
    listed = json.loads(render("--list", "--json").stdout)
    assert list(listed) == ["films", "kernels", "curves", "signals"]
    assert [list(entry) for entry in listed["films"]] == [["name", "dimensions", "summary"]] * len(FILMS)
    assert [list(entry) for entry in listed["kernels"]] == [["name", "dimension", "values", "origin", "summary"]] * len(
        KERNELS
    )
    assert [list(entry) for entry in listed["signals"]] == [["name", "dimension", "summary"]] * len(SIGNALS)


def test_the_list_as_json_has_the_catalogue_values():
    listed = json.loads(render("--json", "--list").stdout)
    told = {entry["name"]: entry for entry in listed["kernels"]}
    assert told["echo"]["values"] == [1, 0.5, 0.25]
    assert told["echo"]["origin"] == [0]
    assert (told["sobel-x"]["dimension"], told["sobel-x"]["origin"]) == (2, [1, 1])
    assert told["sobel-x"]["values"] == [[1, 0, -1], [2, 0, -2], [1, 0, -1]]
    assert listed["films"][0]["dimensions"] == [1, 2]
