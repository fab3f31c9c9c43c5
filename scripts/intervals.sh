#!/bin/sh
# Makes docs/intervals.md: how often intervals for proportions hold the true value.
#
# usage: scripts/intervals.sh PROGRAM
set -eu
{
    cat <<'TEXT'
# How often intervals for proportions hold

Made by `make intervals`; the figures are those of `maatstaf coverage --samples 10000 --seed 2026`. Each cell is the percentage of the samples
whose 95 % interval holds the true proportion p, and between brackets the mean width of the intervals.

- **simple**: every row on its own. **clustered**: clusters of five rows with a correlation of 0.1 within them, taken as clusters.
- At p̂ = 0 and 1 every method gives exact limits as if the rows were a simple random sample, as the command does.
- Two clusters (n = 10) often have equal shares. Then nothing is seen to vary: `xlogit` and `mean` give an interval without width, as R does, and
  hold too seldom; `beta` and `wilson` give none, and the table counts the samples that have one.
- `xlogit` is the default. Where p is near 0 or 1 and the sample is small, `beta` errs on the safe side. `mean` may hold too seldom.

TEXT
    "$1" coverage --samples 10000 --seed 2026
} >docs/intervals.md.new
mv docs/intervals.md.new docs/intervals.md
