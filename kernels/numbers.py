"""Values as they stand on screen: exact if at most 4 significant digits suffice, else 3 digits with ≈."""

from fractions import Fraction
from functools import lru_cache
from math import floor, log10

EXACT_DIGITS = 4  # significant digits up to which a value is shown exactly
ROUNDED_DIGITS = 3  # significant digits of a value that is not
LARGEST_PLAIN = 5  # power of ten of the leading digit past which an exponent is used: 123400, but 1.234×10⁶
SMALLEST_PLAIN = -3  # and before which: 0.001, but 5×10⁻⁴

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@lru_cache(maxsize=4096)
def show(value: Fraction, as_fraction: bool = False) -> str:
    """The text of a value, with a true minus sign; `as_fraction` keeps a short fraction a fraction.

    Halves round away from 0. A fraction longer than 4 digits over 4 digits is shown as a decimal after all.

    >>> [show(Fraction(x)) for x in ("0.5", "-2", "1/3", "-2/3", "-0")]
    ['0.5', '−2', '≈0.333', '≈−0.667', '0']
    >>> [show(Fraction(x)) for x in ("10000", "123400", "12345", "1234567", "1e9", "0.001", "0.0005")]
    ['10000', '123400', '≈12300', '≈1.23×10⁶', '10⁹', '0.001', '5×10⁻⁴']
    >>> [show(Fraction(x), as_fraction=True) for x in ("1/3", "-4/16", "3", "1/12345")]
    ['1/3', '−1/4', '3', '≈8.10×10⁻⁵']
    """
    sign = "−" if value < 0 else ""
    size = abs(value)
    if size == 0:
        return "0"
    if as_fraction and max(size.numerator, size.denominator) < 10**EXACT_DIGITS:
        return f"{sign}{size}"
    power = _leading_power(size)
    scaled = size * Fraction(10) ** (EXACT_DIGITS - 1 - power)
    if scaled.denominator == 1:
        return sign + _decimal(str(scaled.numerator).rstrip("0"), power)
    digits = int(size * Fraction(10) ** (ROUNDED_DIGITS - 1 - power) + Fraction(1, 2))
    if digits == 10**ROUNDED_DIGITS:  # 9.996 rounds to 10.0
        digits, power = digits // 10, power + 1
    return f"≈{sign}{_decimal(str(digits), power)}"


def _leading_power(size: Fraction) -> int:
    """The power of ten of the leading digit: 10^p ≤ size < 10^(p+1)."""
    bits = size.numerator.bit_length() - size.denominator.bit_length()  # never their texts: sums may have 10,000 digits
    power = floor((bits - 1) * log10(2))  # at most one too low, as 2^(bits − 1) < size < 2^(bits + 1)
    return power + 1 if size >= Fraction(10) ** (power + 1) else power


def _decimal(digits: str, power: int) -> str:
    """Digits, the first of them worth 10^power, written out, or with an exponent where that is shorter to read."""
    if not SMALLEST_PLAIN <= power <= LARGEST_PLAIN:
        mantissa = digits[0] + ("." + digits[1:] if len(digits) > 1 else "")
        exponent = "10" + str(power).translate(_SUPERSCRIPT)
        return exponent if mantissa == "1" else f"{mantissa}×{exponent}"
    if power < 0:
        return "0." + "0" * (-power - 1) + digits
    whole, rest = digits[: power + 1].ljust(power + 1, "0"), digits[power + 1 :]
    return f"{whole}.{rest}" if rest else whole


def token(value: Fraction) -> str:
    """An exact text that `Fraction` reads back: a decimal where one exists (`-0.125`), else a fraction (`1/3`)."""
    places, scaled = 0, value
    while scaled.denominator % 2 == 0 or scaled.denominator % 5 == 0:
        places, scaled = places + 1, scaled * 10
    if scaled.denominator != 1:
        return str(value)
    digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
    whole, rest = digits[: len(digits) - places], digits[len(digits) - places :]
    return ("-" if value < 0 else "") + whole + ("." + rest if rest else "")
