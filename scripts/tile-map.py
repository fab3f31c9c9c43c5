#!/usr/bin/env python3
"""Computes a tile map of a register: one hexagon of equal size for each municipality, near its middle point.

usage: scripts/tile-map.py Data/Registers/municipalities-2023.yaml     prints the section `tiles` of that register

Needs numpy, scipy and PyYAML. The tiles lie 12.5 km apart, in rows that are shifted by half a tile. The assignment is the one
with the least sum of squared distances (scipy's linear_sum_assignment), to which three times the square is added of how
much further than one cell a tile lies from every middle point, so that no tile lies in the sea.
"""
import math
import sys

import numpy
import yaml
from scipy.optimize import linear_sum_assignment

STEP = 12.5
ROW = STEP * math.sqrt(3) / 2


def main(path):
    with open(path, encoding="utf-8") as file:
        register = yaml.safe_load(file)
    rows = [(entry[0], float(entry[5]), float(entry[6])) for entry in register["municipalities"]]
    rows.sort()
    # Kilometres, as on the map of the national grid: x to the east, y to the north.
    places = numpy.array([(lon * math.cos(math.radians(52.2)) * 111, lat * 111) for _, lon, lat in rows])
    low, high = places.min(axis=0) - 2 * STEP, places.max(axis=0) + 2 * STEP
    tiles = []
    for row in range(int((high[1] - low[1]) / ROW) + 1):
        for column in range(int((high[0] - low[0]) / STEP) + 1):
            tiles.append((column, row, low[0] + STEP * (column + 0.5 * (row % 2)), high[1] - ROW * row))
    centres = numpy.array([(x, y) for _, _, x, y in tiles])
    squares = ((places[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2)
    far = numpy.maximum(0, numpy.sqrt(squares.min(axis=0)) - STEP)
    chosen = linear_sum_assignment(squares + 3 * far**2)[1]
    columns = [tiles[tile][0] for tile in chosen]
    lines = [tiles[tile][1] for tile in chosen]
    first_column, first_row = min(columns), min(lines)
    # A row keeps its shift if an even number of rows is left out.
    first_row -= first_row % 2
    near(places, centres[chosen])
    print("# Computed from the middle points by scripts/tile-map.py.")
    print("tiles:")
    for (code, _, _), column, row in zip(rows, columns, lines):
        print(f"  {code}: [{column - first_column}, {row - first_row}]")


def near(places, centres):
    """Tells how many of each municipality's three nearest ones stay within two tiles."""
    kept = total = 0
    for index, place in enumerate(places):
        distances = ((places - place) ** 2).sum(axis=1)
        for other in numpy.argsort(distances)[1:4]:
            total += 1
            kept += math.dist(centres[index], centres[other]) < 2 * STEP + 0.1
    print(f"{100 * kept / total:.1f} % of the three nearest neighbours stay within two tiles", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1])
