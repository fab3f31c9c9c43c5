#!/usr/bin/env python3
"""Counts outcomes over UNHCR's raw table, with the limits written by hand from the domain notes (3.4).

Usage: count_unhcr.py unhcrwash.csv
Prints JSON: rows, used, setAside (lines), refused (line, column, header), counts (criterion -> outcome -> rows).
Standard library only; knows nothing of the framework file or of the program.
"""
import csv
import json
import sys

# column, comparison, limit in an emergency, limit after it, least and greatest plausible value.
# BOTH: the limit does not depend on the phase. NONE: the criterion does not apply in that phase.
BOTH, NONE = "both", None
LIMITS = {
    "W01": ("persons_per_handpump", "<=", 500, 250, 0, 20000),
    "W02": ("persons_per_tap", "<=", 250, 100, 0, 20000),
    "W03": ("liters_per_person_per_day", ">=", 15, 20, 0, 200),
    "W04": ("non_chlorinated_0_cfu", ">=", 95, BOTH, 0, 100),
    "W05": ("chlorinated_safe_water_quality", ">=", 95, BOTH, 0, 100),
    "W06": ("households_with_toilet", ">=", NONE, 85, 0, 100),
    "W07": ("persons_per_toilet", "<=", 50, 20, 0, 2000),
    "W08": ("persons_per_shower", "<=", 50, 20, 0, 20000),
    "W09": ("persons_per_hygiene_promoter", "<=", 500, 1000, 0, 100000),
    "W10": ("liters_per_person_household", ">=", 20, BOTH, 0, 200),
    "W11": ("potable_water_storage_10l", ">=", 80, BOTH, 0, 100),
    "W12": ("protected_water_sources", ">=", 95, BOTH, 0, 100),
    "W13": ("menstrual_hygiene_satisfaction", ">=", 90, BOTH, 0, 100),
    "W14": ("household_toilet", ">=", 85, BOTH, 0, 100),
    "W15": ("defecate_in_toilet", ">=", 85, BOTH, 0, 100),
    "W16": ("access_to_soap", ">=", 90, BOTH, 0, 100),
    "W17": ("solid_waste_disposal_access", ">=", 90, BOTH, 0, 100),
}
OUTCOMES = ["met", "not_met", "not_applicable", "unknown"]


def outcome(row, column, comparison, emergency, after, least, greatest):
    text = row[column]
    value = None if text in ("", "NA") else float(text)
    if value is not None and not least <= value <= greatest:
        value = None
    if after == BOTH:
        limit = emergency
    elif row["post_emergency"] == "Emergency":
        limit = emergency
    elif row["post_emergency"] == "Post-emergency":
        limit = after
    else:
        return "unknown"
    if limit is None:
        return "not_applicable"
    if value is None:
        return "unknown"
    return "met" if (value <= limit if comparison == "<=" else value >= limit) else "not_met"


def main(path):
    counts = {criterion: dict.fromkeys(OUTCOMES, 0) for criterion in LIMITS}
    rows, used, set_aside, refused = 0, 0, [], []
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        columns = {name: number for number, name in enumerate(reader.fieldnames, start=1)}
        for row in reader:
            rows += 1
            line = reader.line_num
            for column, _, _, _, least, greatest in LIMITS.values():
                if row[column] not in ("", "NA") and not least <= float(row[column]) <= greatest:
                    refused.append([line, columns[column], column])
            if row["location_id"] in ("", "NA"):
                set_aside.append(line)
                continue
            used += 1
            for criterion, rule in LIMITS.items():
                counts[criterion][outcome(row, *rule)] += 1
    json.dump(
        {"rows": rows, "used": used, "setAside": set_aside, "refused": sorted(refused), "counts": counts},
        sys.stdout,
    )


main(sys.argv[1])
