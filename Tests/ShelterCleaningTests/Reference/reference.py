"""Numbers that the tests of the checks compare with, computed apart from the Swift code.

Only the standard library; run `python3 reference.py` and compare with numbers.txt. Everything is invented.
"""
from fractions import Fraction
from itertools import combinations
from math import comb, exp, log
from statistics import median


def quantile(values, share):
    """Type 7 of Hyndman and Fan (1996)."""
    values = sorted(values)
    place = share * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (place - low) * (values[high] - values[low])


def mad_fences(values, factor):
    middle = median(values)
    spread = median(abs(v - middle) for v in values)
    return middle - factor * spread, middle + factor * spread


def tukey_fences(values, factor):
    first, third = quantile(values, 0.25), quantile(values, 0.75)
    return first - factor * (third - first), third + factor * (third - first)


def gower(rows, kinds):
    """Distances of all pairs; None is missing."""
    ranges = []
    for column, kind in enumerate(kinds):
        known = [row[column] for row in rows if row[column] is not None]
        ranges.append(max(known) - min(known) if kind == "number" else 0)
    result = {}
    for i, j in combinations(range(len(rows)), 2):
        total = count = 0
        for column, kind in enumerate(kinds):
            a, b = rows[i][column], rows[j][column]
            if a is None or b is None:
                continue
            count += 1
            if kind == "number":
                total += abs(a - b) / ranges[column] if ranges[column] else 0
            else:
                total += a != b
        result[i, j] = total / count
    return result


def fisher(successes, draws, all_successes, everything):
    """Two-sided, in exact fractions."""
    def p(x):
        return Fraction(comb(all_successes, x) * comb(everything - all_successes, draws - x), comb(everything, draws))
    observed = p(successes)
    low, high = max(0, draws + all_successes - everything), min(draws, all_successes)
    return float(sum(p(x) for x in range(low, high + 1) if p(x) <= observed))


def all_permutations(own, others):
    """Share of all ways to choose as many values whose mean is as far from that of the rest."""
    pooled = own + others
    total, n = sum(pooled), len(own)
    def far(chosen):
        return abs(chosen / n - (total - chosen) / (len(pooled) - n))
    observed = far(sum(own)) - 1e-12
    draws = list(combinations(range(len(pooled)), n))
    return sum(far(sum(pooled[i] for i in draw)) >= observed for draw in draws) / len(draws)


class SplitMix64:
    def __init__(self, seed):
        self.state = seed

    def next(self):
        mask = (1 << 64) - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        return z ^ (z >> 31)


def holm(values):
    order = sorted(range(len(values)), key=lambda i: values[i])
    result, greatest = [0.0] * len(values), 0.0
    for rank, i in enumerate(order):
        greatest = max(greatest, min(1.0, (len(values) - rank) * values[i]))
        result[i] = greatest
    return result


VALUES = [4, 5, 5, 6, 6, 7, 7, 8, 9, 60]
ROWS = [
    [10, 3.5, "hotel", True],
    [11, 3.5, "hotel", True],
    [60, 9.5, "schip", False],
    [10, None, "hotel", True],
    [35, 6.5, None, False],
]
OWN = [7.0, 8.0, 9.0, 9.5, 10.0]
OTHERS = [5.0, 5.5, 6.0, 6.5, 7.0, 7.5, 6.0]

if __name__ == "__main__":
    print("mad 3.5", *mad_fences(VALUES, 3.5))
    print("tukey 1.5", *tukey_fences(VALUES, 1.5))
    print("log mad 3", *map(exp, mad_fences([log(v) for v in VALUES], 3)))
    print("log tukey 1.5", *map(exp, tukey_fences([log(v) for v in VALUES], 1.5)))
    for pair, distance in gower(ROWS, ["number", "number", "word", "word"]).items():
        print("gower", *pair, distance)
    for table in [(9, 10, 12, 40), (1, 10, 12, 40), (3, 10, 12, 40), (10, 10, 10, 20), (0, 5, 0, 20)]:
        print("fisher", *table, fisher(*table))
    print("all permutations", all_permutations(OWN, OTHERS))
    print("holm", *holm([0.01, 0.04, 0.03, 0.005]))
    generator = SplitMix64(1)
    print("splitmix 1", *(generator.next() for _ in range(3)))
