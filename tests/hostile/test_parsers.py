"""Thousands of bad inputs at every door, in this process: each is taken, or refused in one line, and nothing else."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile import seeds
from tests.hostile.changes import changed_bytes, changed_texts
from tests.hostile.doors import FILES, WORDS, refused, refused_file
from tests.hostile.findings import FOUND_FILES, FOUND_WORDS

# How many inputs every door gets; what they are never changes, so the counts are the same in every run.
EXAMPLES = {**dict.fromkeys(WORDS, 240), **dict.fromkeys(FILES, 500)}
QUICK_EXAMPLES = 80  # of all doors together
MOST_CPU_SECONDS = 20  # of one input; those that once hung took minutes, and take a tenth of a second
LEAST_REFUSED = 10_000
LEAST_REFUSED_EACH = 100


def same_always(examples):
    """Settings of hypothesis for so many examples, the same ones in every run."""
    checks = list(HealthCheck)
    return settings(max_examples=examples, derandomize=True, database=None, deadline=None, suppress_health_check=checks)


def bad_input(name):
    """The strategy for a door."""
    return changed_texts(seeds.WORDS[name]) if name in WORDS else changed_bytes(seeds.FILES[name])


def is_refused(name, tried, folder):
    """Whether the door of this name refuses it, in one line."""
    return refused(WORDS[name], tried) if name in WORDS else refused_file(name, tried, folder)


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty folder, in which no text names a file by chance."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_door_has_good_input_to_begin_with():
    assert WORDS.keys() == seeds.WORDS.keys()
    assert FILES.keys() == seeds.FILES.keys()


def test_a_few_bad_inputs_at_all_doors_are_taken_or_refused_in_one_line(here):
    answers = set()

    @same_always(QUICK_EXAMPLES)
    @given(st.sampled_from(tuple(EXAMPLES)).flatmap(lambda name: st.tuples(st.just(name), bad_input(name))))
    def try_one(case):
        answers.add(is_refused(*case, here))

    try_one()
    assert answers == {True, False}


@pytest.mark.parametrize(("name", "tried"), [*FOUND_WORDS, *FOUND_FILES], ids=lambda case: repr(case)[:40])
def test_what_once_failed_is_taken_or_refused_in_one_line(here, name, tried):
    started = time.process_time()
    is_refused(name, tried, here)
    assert time.process_time() - started < MOST_CPU_SECONDS


def count_refused(name, folder):
    """How many of its bad inputs a door refuses."""
    answers = []

    @same_always(EXAMPLES[name])
    @given(bad_input(name))
    def try_one(tried):
        answers.append(is_refused(name, tried, folder))

    try_one()
    return sum(answers)


@pytest.mark.slow
def test_more_than_ten_thousand_bad_inputs_have_one_line_as_their_only_answer(here):
    counts = {name: count_refused(name, here) for name in EXAMPLES}
    print(f"{sum(counts.values())} of {sum(EXAMPLES.values())} refused: {counts}")
    assert min(counts.values()) >= LEAST_REFUSED_EACH, counts
    assert sum(counts.values()) >= LEAST_REFUSED, counts
