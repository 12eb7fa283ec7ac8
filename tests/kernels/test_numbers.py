"""How values stand on screen."""

import doctest
import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernels import errors, numbers, parse_kernel, parse_signal, show
from kernels.numbers import _leading_power, token


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("1", "1"),
        ("-2", "−2"),
        ("0.5", "0.5"),
        ("-0.125", "−0.125"),
        ("10000", "10000"),
        ("123400", "123400"),
        ("12.34", "12.34"),
        ("12345", "≈12300"),
        ("12.345", "≈12.3"),
        ("12.35", "12.35"),
        ("99.95", "99.95"),
        ("99.995", "≈100"),  # three digits, not 100.0
        ("999.96", "≈1000"),  # its leading digit moves up
        ("999999", "≈1.00×10⁶"),
        ("1234567", "≈1.23×10⁶"),
        ("1000000", "10⁶"),
        ("-1000000000", "−10⁹"),
        ("2.5e9", "2.5×10⁹"),
        ("1/3", "≈0.333"),
        ("-2/3", "≈−0.667"),
        ("0.001", "0.001"),
        ("0.001234", "0.001234"),
        ("0.0012345", "≈0.00123"),
        ("0.00099996", "≈0.00100"),
        ("0.0005", "5×10⁻⁴"),
        ("1e-9", "10⁻⁹"),
        ("123456789e10", "≈1.23×10¹⁸"),
        ("7e21", "7×10²¹"),
        ("1e-18", "10⁻¹⁸"),
        ("0.30000000000000004", "≈0.300"),
        ("3.9999999999999982", "≈4.00"),
        ("0.12345", "≈0.123"),
        ("0.1235", "0.1235"),
        ("1.0005", "≈1.00"),
        ("1005/1000", "1.005"),
        ("10.05", "10.05"),
        ("1.2345", "≈1.23"),
        ("1.2355", "≈1.24"),
        ("-1.2350001", "≈−1.24"),
    ],
)
def test_a_value_is_exact_in_four_digits_or_rounded_to_three(value, text):
    assert show(Fraction(value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1/3", "1/3"),
        ("-1/16", "−1/16"),
        ("4/16", "1/4"),
        ("6/3", "2"),
        ("0/7", "0"),
        ("9999/10000", "0.9999"),
        ("121/9998", "121/9998"),
        ("1/123456", "≈8.10×10⁻⁶"),
    ],
)
def test_a_fraction_stays_one_while_it_is_short(value, text):
    assert show(Fraction(value), as_fraction=True) == text


def read_back(text):
    """The number that a reader takes from a text."""
    text = text.replace("−", "-").replace("≈", "")
    power = re.search("(?:×|(?<![0-9]))10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)$", text)
    if not power:
        return Fraction(text)
    exponent = power[1].translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
    mantissa = text[: power.start()]
    return Fraction(f"{mantissa if mantissa.strip('-') else mantissa + '1'}e{exponent}")


@given(st.fractions(min_value=-(10**21), max_value=10**21).filter(lambda value: abs(value) > Fraction(1, 10**18)))
def test_what_is_shown_is_short_and_within_half_a_digit(value):
    text = show(value)
    assert len(text) <= 12
    error = abs(read_back(text) - value)
    assert error <= abs(value) / 200 if "≈" in text else error == 0


@given(st.fractions())
def test_a_token_reads_back_as_the_same_value(value):
    assert Fraction(token(value)) == value


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("1/16 4/16 6/16", ["1/16", "4/16", "6/16"]),
        ("-1/2 −2/4 0/3 +1/3", ["−1/2", "−2/4", "0", "1/3"]),
        ("0.1 1/10 -0 1e3", ["0.1", "1/10", "0", "1000"]),
        ("1/-3 -1/-3 01/03", ["−1/3", "1/3", "1/3"]),
        ("1/30000 ½", ["≈3.33×10⁻⁵", "1/2"]),
    ],
)
def test_labels_keep_fractions_as_they_were_typed(text, labels):
    for parsed in (parse_kernel(text), parse_signal(text)):
        assert [parsed.label((k,)) for k in range(len(labels))] == labels


def test_labels_travel_with_their_taps_when_the_kernel_flips():
    flip = parse_kernel("1/2,2/4;0.3,-4").flipped()
    assert [flip.label(index) for index in ((0, 0), (0, 1), (1, 0), (1, 1))] == ["−4", "0.3", "2/4", "1/2"]


def test_typed_decimals_are_exact():
    assert parse_signal("0.1 0.2 1/3 1e-9 123456789.125").exact.tolist() == [
        Fraction(1, 10),
        Fraction(1, 5),
        Fraction(1, 3),
        Fraction(1, 10**9),
        Fraction(987654313, 8),
    ]


def test_the_examples_in_the_docstrings_hold():
    for module in (numbers, errors):
        result = doctest.testmod(module)
        assert result.attempted > 0
        assert result.failed == 0


def test_a_number_far_too_long_to_be_written_out_is_shown_all_the_same():
    long = 3 * 10**9_000
    assert show(Fraction(long + 1, long)) == "≈1.00"
    assert show(Fraction(long, 7), as_fraction=True) == "≈4.29×10⁸⁹⁹⁹"
    assert show(Fraction(7, long)) == "≈2.33×10⁻⁹⁰⁰⁰"


@pytest.mark.parametrize("power", [*range(-40, 40), 400, -400, 3_000])
def test_the_leading_power_of_ten_is_found_on_both_sides_of_it(power):
    ten = Fraction(10) ** power
    for size, expected in ((ten, power), (ten * Fraction(999_999, 1_000_000), power - 1), (9 * ten, power)):
        assert _leading_power(size) == expected
