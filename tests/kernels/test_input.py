"""What a user types or names: read as meant, or refused in one line."""

import os
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernels import (
    BothWaysError,
    Boundary,
    InputError,
    Kernel,
    Mode,
    Problem,
    Signal,
    check_film,
    kernel_named,
    parse_kernel,
    parse_origin,
    parse_signal,
    quoted,
    signal_named,
)


def refusal(call, *args, **choices):
    """The one line with which a call refuses its input."""
    with pytest.raises(InputError) as caught:
        call(*args, **choices)
    line = str(caught.value)
    assert "\n" not in line
    assert line.isprintable()
    assert len(line) < 260
    assert caught.value.exit_code == 2
    return line


@pytest.mark.parametrize(
    ("text", "values", "name"),
    [
        ("1,2,4", [1, 2, 4], "1,2,4"),
        (" 1 2\t4 ", [1, 2, 4], "1,2,4"),
        ("1 , -2 ,+.5", [1, -2, 0.5], "1,-2,.5"),
        ("−1,½,1⁄4", [-1, 0.5, 0.25], "-1,1/2,1/4"),
        ("1/2", [0.5], "1/2"),
        ("0 1; 2 3", [[0, 1], [2, 3]], "0,1;2,3"),
        ("1,2;3,4;", [[1, 2], [3, 4]], "1,2;3,4"),
        ("1,2,3;", [[1, 2, 3]], "1,2,3;"),
        ("1;2", [[1], [2]], "1;2"),
        ("1e3 -2.5E-1 0e999999999 -0", [1000, -0.25, 0, 0], "1e3,-2.5E-1,0,0"),
        ("1e9 1e-9 -1000000000", [1e9, 1e-9, -1e9], "1e9,1e-9,-1000000000"),
    ],
)
def test_literals_are_read_as_typed(text, values, name):
    for parsed in (parse_kernel(text), parse_signal(text)):
        assert parsed.values.tolist() == values
        assert parsed.name == name
        assert not np.signbit(parsed.values[parsed.values == 0]).any()


def test_a_catalogue_name_is_looked_up_and_its_origin_may_be_replaced():
    assert parse_kernel("echo") is kernel_named("echo")
    assert parse_signal(" step ") is signal_named("step")
    moved = parse_kernel("echo", (2,))
    assert (moved.origin, moved.values.tolist(), moved.name) == ((2,), [1, 0.5, 0.25], "echo")


def test_an_origin_is_one_index_or_two():
    assert [parse_origin(text) for text in ("0", " 1 , 2 ", "1 2", "-1")] == [(0,), (1, 2), (1, 2), (-1,)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("asym4", "unknown kernel 'asym4'; did you mean 'asym3'? render --list shows all"),
        ("gausian", "unknown kernel 'gausian'; did you mean 'gaussian'? render --list shows all"),
        ("Letter_f", "unknown kernel 'Letter_f'; did you mean 'letter-F'? render --list shows all"),
        ("step", "'step' is a signal, not a kernel; render --list shows all kernels"),
        ("", "the kernel is empty (''); give at least one number, e.g. 1,2,4"),
        (" ; ", "the kernel is empty (';'); give at least one number, e.g. 1,2,4"),
        ("1,,2", "entry 2 of the kernel is empty; give a number, e.g. 0"),
        ("1,2,", "entry 3 of the kernel is empty; give a number, e.g. 0"),
        ("1/2,x", "'x' in the kernel is not a number; write numbers like 2, -0.5 or 1/3"),
        ("1/2x", "'1/2x' in the kernel is not a number; write numbers like 2, -0.5 or 1/3"),
        ("1,2;3", "row 2 of the kernel has 1 entries, row 1 has 2; give every row the same number"),
        ("1;;3", "row 2 of the kernel is empty; give every row the same number of entries, at least 1"),
        ("1,two", "'two' in the kernel is not a number; write numbers like 2, -0.5 or 1/3"),
        ("[1,2]", "'[1' in the kernel is not a number; write numbers like 2, -0.5 or 1/3"),
        ("0x10", "'0x10' in the kernel is not a number; write numbers like 2, -0.5 or 1/3"),
        ("1_000", "'1_000' in the kernel is not a number; write numbers like 2, -0.5 or 1/3"),
        ("nan", "'nan' in the kernel is not finite; replace it by a number"),
        ("1,-INF", "'-INF' in the kernel is not finite; replace it by a number"),
        ("1,1+2j", "'1+2j' in the kernel is complex; give real numbers"),
        ("3i", "'3i' in the kernel is complex; give real numbers"),
        ("1/0", "'1/0' in the kernel divides by zero; write a number, e.g. 1/3"),
        ("1e10", "'1e10' in the kernel is too large, at most 1e9; scale it down"),
        ("1e400", "'1e400' in the kernel is too large, at most 1e9; scale it down"),
        ("-1e-10", "'-1e-10' in the kernel is too small, at least 1e-9; scale it up, or write 0"),
        ("1e-400", "'1e-400' in the kernel is too small, at least 1e-9; scale it up, or write 0"),
        ("1/9999999999", "'1/9999999999' in the kernel is too small, at least 1e-9; scale it up, or write 0"),
        ("7" * 41, "the number '7777777777777777777…' in the kernel has 41 characters, at most 40; round it"),
        ("1," * 60_000, "the kernel '1,1,1,1,1,1,1,1,1,1…' is 120000 characters long, at most 100000; use a file"),
        ("1," * 1000 + "1", "the kernel has 1001 values, at most 1000; shorten it"),
        ("1,\x1b[31m", "'\\x1b[31m' in the kernel is not a number; write numbers like 2, -0.5 or 1/3"),
        ("no.csv", "the kernel file 'no.csv' does not exist; check the path"),
        ("a/b.npy", "the kernel file 'a/b.npy' does not exist; check the path"),
        ("pic.png", "cannot read 'pic.png' as a kernel: files end in .csv, .json, .npy or .txt"),
        ("./numbers", "cannot read './numbers' as a kernel: files end in .csv, .json, .npy or .txt"),
        ("\0.csv", "the kernel file '\\x00.csv' cannot be read (not a path); check the path and its permissions"),
    ],
)
def test_bad_literals_and_names_are_refused_in_one_line(text, line):
    assert refusal(parse_kernel, text) == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("x", "origin 'x' is no tap index; give one, e.g. 0, or r,c for a 2-D kernel"),
        ("1.5", "origin '1.5' is no tap index; give one, e.g. 0, or r,c for a 2-D kernel"),
        ("1,2,3", "origin '1,2,3' is no tap index; give one, e.g. 0, or r,c for a 2-D kernel"),
        ("3", "origin 3 is outside the kernel; tap indices go from 0 to 2"),
        ("-1", "origin -1 is outside the kernel; tap indices go from 0 to 2"),
        ("1,1", "origin 1,1 has 2 entries for a 1-D kernel; give one tap index"),
    ],
)
def test_bad_origins_are_refused_in_one_line(text, line):
    assert refusal(lambda: parse_kernel("asym3", parse_origin(text))) == line


def test_a_2d_kernel_wants_two_origin_indices():
    assert refusal(parse_kernel, "sobel-x", (1,)) == "origin 1 has 1 entries for a 2-D kernel; give two tap indices r,c"
    assert "from 0,0 to 2,2" in refusal(parse_kernel, "sobel-x", (1, 3))


@pytest.mark.parametrize(
    ("name", "content", "values"),
    [
        ("a.csv", b"1,2,4\n", [1, 2, 4]),
        ("a.TXT", b"1 2 4", [1, 2, 4]),
        ("column.csv", b"1\r\n2\r\n1/3\r\n", [1, 2, 1 / 3]),
        ("grid.csv", b"\xef\xbb\xbf# a comment\n1,2\n\n3,4 # more\n", [[1, 2], [3, 4]]),
        ("rows.txt", b"1,2;3,4", [[1, 2], [3, 4]]),
        ("row.txt", b"1,2,3;\n", [[1, 2, 3]]),
        ("a.json", b"[1, 2.5, -4e0]", [1, 2.5, -4]),
        ("b.json", b'[["1/2", 1], [2, 3]]', [[0.5, 1], [2, 3]]),
    ],
)
def test_text_files_are_read(tmp_path, name, content, values):
    path = tmp_path / name
    path.write_bytes(content)
    for parsed in (parse_kernel(str(path)), parse_signal(str(path))):
        assert parsed.values.tolist() == values
        assert parsed.name == name.partition(".")[0]


@pytest.mark.parametrize(
    "array",
    [np.array([1, 2, 4], np.uint8), np.asfortranarray([[1.5, 2], [3, 4]]), np.array([[1, -2]], ">i8")],
    ids=["bytes", "fortran order", "big endian"],
)
def test_npy_files_are_read(tmp_path, array):
    path = tmp_path / "some array.npy"
    np.save(path, array)
    parsed = parse_signal(str(path))
    assert parsed.values.tolist() == array.tolist()
    assert parsed.name == "some-array"


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("e.csv", b"", "is empty"),
        ("e.json", b"[]", "is empty"),
        ("e2.json", b"[[]]", "is empty"),
        ("h.csv", b"x,y\n1,2", "^line 1 of the signal file 'h.csv' is a header, 'x'; remove that line$"),
        ("h2.csv", b"# by hand\n\nmy numbers\n1,2,3", "^line 3 of the signal file .* is a header, 'my'; remove"),
        ("h3.csv", b',"a","b"\n"1","2","3"', "^line 1 of the signal file .* is a header, '\"a\"'; remove"),
        ("h4.csv", b"a;b\n1;2", "^line 1 of the signal file .* is a header, 'a'; remove"),
        ("h5.csv", b"x\n1e10\n2", "^line 1 of the signal file .* is a header, 'x'; remove that line$"),
        ("large.csv", b"1e10\n1\n2", "^line 1, entry 1: '1e10' in the signal file .* is too large, at most 1e9"),
        ("zero.csv", b"1/0\n2", "^line 1, entry 1: '1/0' in the signal file .* divides by zero"),
        ("complex.csv", b"1+2j,3j\n1,2", "^line 1, entry 1: '1\\+2j' in the signal file .* is complex; give real"),
        ("digits.csv", b"7" * 41 + b"\n2", "^line 1, entry 1: the number '7+…' in the .* has 41 characters"),
        ("dots.csv", b"1.000.000\n2", "^line 1, entry 1: '1.000.000' in the signal file .* is not a number; write"),
        ("q.csv", b'1,2\n3,"4"', "^line 2, entry 2 of the signal file .* has quotes, '\"4\"'; remove them$"),
        ("q2.csv", b"'1'\n'2'", "^line 1, entry 1 of the signal file .* has quotes, .*; remove them$"),
        ("w.csv", b"a,b,c", "^line 1, entry 1: 'a' in the signal file .* is not a number; write numbers"),
        ("w2.csv", b"1\n\n2\nn/a\n", "^line 4, entry 1: 'n/a' in the signal file .* is not a number; write"),
        ("w3.txt", b"1 2; 3 x", "^line 1, entry 4: 'x' in the signal file .* is not a number; write"),
        ("w4.csv", b"a,1\nb,2", "^line 1, entry 1: 'a' in the signal file .* is not a number; write"),
        ("nan.csv", b"nan,nan\n1,2", "^line 1, entry 1: 'nan' in the signal file .* is not finite"),
        ("inf.csv", "−inf\n1".encode(), "^line 1, entry 1: '−inf' in the signal file .* is not finite"),
        ("gap.csv", b"1,2\n3,", "^line 2, entry 2 of the signal file .* is empty; give a number, e.g. 0$"),
        ("r.csv", b"1,2\n3", "row 2 of the signal file .* has 1 entries, row 1 has 2"),
        ("r.json", b"[[1,2],[3]]", "row 2 of the signal file .* has 1 entries, row 1 has 2"),
        ("m.json", b"[1,[2]]", "mixes numbers and lists"),
        ("t.json", b"[[[1]]]", "has 3 dimensions or more"),
        ("o.json", b"{}", "holds an object; give a list"),
        ("s.json", b"3", "holds a single value; give a list"),
        ("b.json", b"[true]", "contains true, not a number"),
        ("n.json", b"[null]", "contains null, not a number"),
        ("nan.json", b"[NaN]", "'NaN' in the signal file .* is not finite"),
        ("inf.json", b"[-Infinity]", "'-Infinity' in the signal file .* is not finite"),
        ("big.json", b"[1e999]", "'1e999' in the signal file .* is too large"),
        ("long.json", b"[" + b"9" * 5000 + b"]", "has 5000 characters, at most 40"),
        ("x.json", b"[1,", "is not JSON"),
        ("deep.json", b"[" * 200_000, "is not JSON .nested too deeply"),
        ("bin.csv", b"\x00\x01\xff", "is not text"),
        ("latin.csv", b"1,2 # \xe9", "is not text"),
        ("wide.csv", "1,2".encode("utf-16"), "is not text"),
        ("huge.csv", b"1," * 2_200_000, "has 4400000 bytes, at most 4194304"),
        ("many.csv", b"1," * 10_000 + b"1", "has 10001 values, at most 10000"),
        ("tall.csv", b"1,2\n" * 513, "has 513×2 values, at most 512×512"),
        ("junk.npy", b"not an array", r"is not a .npy array \(bad header\)"),
        ("short.npy", b"\x93NUMPY\x01\x00v\x00{", r"is not a .npy array \(bad header\)"),
        ("new.npy", b"\x93NUMPY\x03\x00v\x00\x00\x00{", r"is not a .npy array \(another version\)"),
    ],
)
def test_bad_files_are_refused_in_one_line(tmp_path, monkeypatch, name, content, line):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_bytes(content)
    refused = refusal(parse_signal, name)
    assert f"the signal file '{name}'" in refused
    assert re.search(line, refused)


@pytest.mark.parametrize(
    ("array", "line"),
    [
        (np.array([{}], object), "holds Python objects, which are never loaded"),
        (np.array([1j]), "complex"),
        (np.array([True]), "holds bool, not numbers"),
        (np.array(["a"]), "not numbers"),
        (np.zeros(2, "i4,f4"), "not numbers"),
        (np.zeros((2, 2, 2)), "has 3 dimensions, only 1 or 2"),
        (np.array(3.0), "has 0 dimensions"),
        (np.zeros(0), "is empty"),
        (np.array([1, np.nan]), "nan, which is not finite"),
        (np.array([np.inf]), "inf, which is not finite"),
        (np.array([1e10]), "1e.10, values go up to 1e9"),
        (np.array([1e-12]), "1e-12, values but 0 are at least 1e-9"),
        (np.zeros(10_001), "has 10001 values, at most 10000"),
    ],
    ids=lambda case: case if isinstance(case, str) else "",
)
def test_bad_arrays_are_refused_in_one_line(tmp_path, monkeypatch, array, line):
    monkeypatch.chdir(tmp_path)
    np.save("a.npy", array, allow_pickle=True)
    assert re.search(line, refusal(parse_signal, "a.npy"))


def test_an_npy_header_that_claims_more_than_the_file_holds_allocates_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    np.save("a.npy", np.array([1, 2, 4]))
    content = (tmp_path / "a.npy").read_bytes()
    (tmp_path / "cut.npy").write_bytes(content[:-1])
    (tmp_path / "vast.npy").write_bytes(content.replace(b"(3,), }         ", b"(99999999999,), }"[:16]))
    (tmp_path / "more.npy").write_bytes(content.replace(b"(3,), ", b"(99,),"))
    (tmp_path / "minus.npy").write_bytes(content.replace(b"(3,), ", b"(-3,),"))
    assert "it is cut off" in refusal(parse_signal, "cut.npy")
    assert "it is cut off" in refusal(parse_signal, "more.npy")
    assert "negative shape" in refusal(parse_signal, "minus.npy")
    refusal(parse_signal, "vast.npy")


def test_what_is_no_regular_file_is_refused_without_waiting(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "d.csv").mkdir()
    os.mkfifo("p.csv")
    assert refusal(parse_kernel, "d.csv") == "the kernel file 'd.csv' is a directory; name a file in it"
    assert refusal(parse_kernel, "p.csv") == "the kernel file 'p.csv' is not a regular file; save the numbers to one"


def test_an_unreadable_file_is_refused_with_the_reason(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text("1,2")

    def forbidden(*_args, **_choices):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", forbidden)
    line = "the kernel file 'a.csv' cannot be read (Permission denied); check the path and its permissions"
    assert refusal(parse_kernel, "a.csv") == line


def problem(signal, kernel, **choices):
    return Problem(parse_signal(signal), parse_kernel(kernel), **choices)


@pytest.mark.parametrize(
    ("signal", "kernel", "choices", "line"),
    [
        (
            "default", "sobel-x", {},
            "kernel 'sobel-x' is 2-D but signal 'default' is 1-D; choose two of the same dimension",
        ),
        (
            "1,2", "asym3", {"mode": Mode.VALID},
            "kernel 'asym3' covers 3 inputs, too many for mode valid: signal '1,2' has 2; "
            "use a shorter kernel, or mode same",
        ),
        (
            "1,2,3", "1,2", {"mode": Mode.VALID, "dilation": 3},
            "kernel '1,2' covers 4 inputs, too many for mode valid: signal '1,2,3' has 3; "
            "use a shorter kernel, or mode same",
        ),
        (
            "default", "asym3", {"mode": Mode.FULL, "boundary": Boundary.WRAP},
            "boundary wrap goes with mode same only, not with full; use mode same, or boundary zero",
        ),
        (
            "1,2", "ramp5", {"boundary": Boundary.REFLECT},
            "boundary reflect needs 2 inputs outside on one side, at most 1 with 2 inputs; "
            "use a shorter kernel, or boundary zero or edge",
        ),
        (
            "1,2;3,4;5,6", "1,2,3,4,5,6,7;", {"boundary": Boundary.SYMMETRIC},
            "boundary symmetric needs 3 columns outside on one side, at most 2 with 2 columns; "
            "use a shorter kernel, or boundary zero or edge",
        ),
        ("default", "asym3", {"stride": 0}, "stride 0 is not a whole number from 1 to 1000; use e.g. 1"),
        ("default", "asym3", {"dilation": -2}, "dilation -2 is not a whole number from 1 to 1000; use e.g. 1"),
        ("default", "asym3", {"dilation": 1001}, "dilation 1001 is not a whole number from 1 to 1000; use e.g. 1"),
        ("default", "asym3", {"stride": 1.5}, "stride 1.5 is not a whole number from 1 to 1000; use e.g. 1"),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_refused_in_one_line(signal, kernel, choices, line):
    assert refusal(problem, signal, kernel, **choices) == line


def test_the_most_ghosts_a_boundary_allows_are_allowed():
    assert problem("1,2,3", "ramp5", boundary=Boundary.REFLECT).output.tolist() == [33, 28, 27]
    assert problem("1,2", "ramp5", boundary=Boundary.WRAP).output.tolist() == [21, 24]
    with pytest.raises(InputError):
        problem("1,2", "1 2 3 4 5 6 7", boundary=Boundary.WRAP)


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ([], "the kernel is empty"),
        ([1, 2j], "the kernel is complex"),
        ([[1, 2], [3]], "the kernel's rows differ in length"),
        (["a"], "not numbers"),
        ([None], "not numbers"),
        (np.zeros((1, 1, 1)), "has 3 dimensions"),
        (np.zeros((34, 3)), "34×3 values, at most 33×33"),
        ([1e300], "values go up to 1e9"),
    ],
    ids=lambda case: case if isinstance(case, str) else "",
)
def test_a_kernel_checks_its_values_itself(values, line):
    assert line in refusal(Kernel, values)


def test_values_are_copied_and_cannot_be_changed():
    values = np.array([1.0, 2, 4])
    kernel = Kernel(values)
    values[0] = 9
    assert kernel.values.tolist() == [1, 2, 4]
    with pytest.raises(ValueError, match="read-only"):
        kernel.values[0] = 9


def test_minus_zero_is_zero_in_values_and_outputs():
    kernel, signal = Kernel([-0.0, -1.0, 0.0]), Signal([-0.0, 0.0, -3.0])
    arrays = [kernel.values, signal.values, kernel.flipped().values, kernel.odd_part().values]
    arrays += [Problem(signal, kernel).scatter(), Problem(signal, kernel).gather(), Problem(signal, kernel).weights]
    assert not any(np.signbit(array[array == 0]).any() for array in arrays)


def test_a_film_has_bounds_and_says_that_the_numbers_alone_have_wider_ones():
    numbers = np.ones(25)
    check_film(Problem(Signal(np.ones(24)), Kernel(np.ones(9)), mode=Mode.FULL))
    check_film(Problem(Signal(np.ones((12, 12))), Kernel(np.ones((7, 7))), mode=Mode.FULL))
    assert refusal(check_film, Problem(Signal(numbers, "long"), Kernel([1.0]))) == (
        "signal 'long' has 25 inputs, a film shows at most 24; shorten it, or use --describe, which takes up to 10000"
    )
    assert refusal(check_film, Problem(Signal(numbers[:24]), Kernel(np.ones(10), name="wide"))) == (
        "kernel 'wide' has 10 taps, a film shows at most 9; shorten it, or use --describe, which takes up to 1000"
    )
    assert "12×12; shorten it, or use --describe, which takes up to 512×512" in refusal(
        check_film, Problem(Signal(np.ones((3, 13))), Kernel([[1.0]]))
    )
    assert refusal(check_film, problem("default", "asym3", dilation=20)) == (
        "dilation 20 spreads 3 taps and 7 inputs over 87 positions, a film shows at most 48; "
        "use a smaller dilation, or --describe"
    )


def test_matrices_past_their_bound_are_refused_while_the_outputs_still_come():
    large = Problem(Signal(np.ones(10_000)), Kernel(np.ones(1000)))
    assert "at most 1048576 together" in refusal(lambda: large.weights)
    refusal(large.copies)
    refusal(large.windows)
    assert large.scatter()[5000] == large.gather()[5000] == 1000


def test_a_dilation_that_spreads_a_grid_too_far_is_refused():
    assert "use a smaller dilation" in refusal(
        Problem, Signal(np.ones((512, 512))), Kernel(np.ones((33, 33))), dilation=1000
    )


def refused_with(parse, text):
    """The line with which a text is refused, empty when it is not."""
    try:
        parse(text)
    except InputError as error:
        return str(error)
    return ""


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_in_one_line(text):
    for parse in (parse_kernel, parse_signal, parse_origin):
        assert refused_with(parse, text).isprintable()


@given(st.text(alphabet="0123456789eE+-./,; −½naifj", max_size=20))
def test_any_numeric_text_is_read_or_refused_in_one_line(text):
    line = refused_with(parse_kernel, text)
    assert line.isprintable()
    if not line:
        kernel = parse_kernel(text)
        assert (parse_kernel(kernel.name).values == kernel.values).all()
        assert all(float(exact) == value for exact, value in zip(kernel.exact.flat, kernel.values.flat, strict=True))


@given(st.text())
def test_quoted_text_is_short_and_printable(text):
    assert quoted(text).isprintable()
    assert len(quoted(text)) <= 62


def test_every_error_has_the_one_base_and_its_exit_code():
    assert issubclass(InputError, BothWaysError)
    assert (BothWaysError.exit_code, InputError.exit_code) == (1, 2)
