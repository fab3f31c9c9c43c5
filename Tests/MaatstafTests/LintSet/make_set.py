#!/usr/bin/env python3
"""Writes the frameworks with planted faults, the clean ones beside them, their code books and set.json.

    python3 make_set.py        # into the folder of this script; the same bytes every time

Everything is invented: documents, numbers, locations. In the texts below `¤` marks the line of the planted fault (the one a
person would mend) and `§` a line that is as good an answer; both are taken out before a file is written.

set.json, paths from this folder:
  faulty  kind, file, codeBook, faultFile (where the lines are: the framework, or its code book for an unused variable), line (from 1),
          lines (ranges, both ends included: any of them is a right answer), says (what is wrong). One fault in each file.
  clean   file, codeBook, criteria (how many), looksLike (what a hasty reader would take for a fault). Nothing is wrong.
Variables count as unused only where framework and code book have the same id; columns with a role are never unused.
"""

import json
import re
import shutil
from pathlib import Path

HERE = Path(__file__).resolve().parent
KINDS = ["contradiction", "redundancy", "band-gap-or-overlap", "unreachable-band", "impossible-threshold", "unit-mismatch",
         "unknown-variable", "unused-variable", "missing-provenance", "missing-verification", "missing-validity", "weight-problem"]


# ---------------------------------------------------------------------------------------------------------------- code books

def codes(*rows):
    return [{"value": value, "forms": forms, "nl": nl, "en": en} for value, forms, nl, en in rows]


KIND = codes(("hotel", ["hotel", "pension"], "Hotel of pension", "Hotel or guest house"),
             ("ship", ["schip", "boot"], "Schip", "Ship"),
             ("hall", ["sporthal", "evenementenhal"], "Sporthal of evenementenhal", "Sports or event hall"),
             ("office", ["kantoor"], "Verbouwd kantoor", "Converted office"),
             ("homes", ["woning", "flexwoning"], "Woningen", "Homes"))
LAYOUT = codes(("individual", ["eigen"], "Eigen sanitair", "Own sanitation"),
               ("separate", ["gescheiden"], "Gescheiden voor vrouwen en mannen", "Separate for women and men"),
               ("mixed", ["gemengd"], "Gemengd", "Mixed"),
               ("outdoors", ["buiten"], "Buiten het gebouw", "Outside the building"))
PHASE = codes(("emergency", ["nood", "noodfase"], "Noodfase", "Emergency"),
              ("transit", ["doorstroom"], "Doorstroom", "Transit"),
              ("settled", ["vast", "na de noodfase"], "Na de noodfase", "After the emergency"))

# variable: (header, type, unit, range, Dutch, English, role or codes)
VARIABLES = {
    "location_id": ("locatie_id", "text", None, None, "Kenmerk van de locatie", "Identifier of the location", "location-id"),
    "location": ("locatie", "text", None, None, "Naam van de locatie", "Name of the location", "location-name"),
    "municipality": ("gemeente", "text", None, None, "Gemeente", "Municipality", "municipality"),
    "visit_date": ("bezoekdatum", "date", None, None, "Datum van het bezoek", "Date of the visit", "visit-date"),
    "kind": ("soort", "choice", None, None, "Soort locatie", "Kind of location", ("kind", KIND)),
    "residents": ("bewoners", "integer", "persons", (0, 3000), "Aantal bewoners", "Number of residents", "residents"),
    "capacity": ("capaciteit", "integer", "places", (0, 3000), "Aantal plaatsen", "Number of places", "capacity"),
    "in_use_from": ("in_gebruik_sinds", "date", None, None, "In gebruik sinds", "In use since", None),
    "contract_until": ("contract_tot", "date", None, None, "Einddatum van het contract", "End date of the contract", None),
    "last_inspection": ("laatste_keuring", "date", None, None, "Laatste keuring van de installaties", "Last inspection of the installations", None),
    "last_hygiene_visit": ("laatste_hygienebezoek", "date", None, None, "Laatste bezoek voor hygiëne", "Last hygiene visit", None),
    "last_risk_assessment": ("laatste_risicoanalyse", "date", None, None, "Laatste risicoanalyse", "Last risk assessment", None),
    "last_water_sample": ("laatste_watermonster", "date", None, None, "Laatste watermonster", "Last water sample", None),
    "closing_date": ("sluitingsdatum", "date", None, None, "Datum van sluiting", "Date of closing", None),
    "closing_told": ("sluiting_verteld_op", "date", None, None, "Datum waarop de sluiting is verteld", "Date on which the closing was told", None),
    "complaint_date": ("oudste_klacht", "date", None, None, "Datum van de oudste klacht", "Date of the oldest complaint", None),
    "complaint_answered": ("oudste_klacht_beantwoord", "date", None, None, "Datum van het antwoord daarop", "Date of the answer to it", None),
    "adults": ("volwassenen", "integer", "persons", (0, 3000), "Aantal volwassenen", "Number of adults", None),
    "children": ("kinderen", "integer", "persons", (0, 3000), "Aantal kinderen", "Number of children", None),
    "school_age_children": ("kinderen_schoolleeftijd", "integer", "persons", (0, 3000), "Kinderen van schoolleeftijd", "School-age children", None),
    "children_in_school": ("kinderen_op_school", "integer", "persons", (0, 3000), "Kinderen die naar school gaan", "Children who go to school", None),
    "single_men": ("alleenstaande_mannen", "integer", "persons", (0, 3000), "Alleenstaande mannen", "Single men", None),
    "single_women": ("alleenstaande_vrouwen", "integer", "persons", (0, 3000), "Alleenstaande vrouwen", "Single women", None),
    "minors_alone": ("amv", "integer", "persons", (0, 500), "Alleenstaande minderjarigen", "Unaccompanied minors", None),
    "minors_with_guardian": ("amv_met_voogd", "integer", "persons", (0, 500), "Alleenstaande minderjarigen met een voogd", "Unaccompanied minors with a guardian", None),
    "families": ("gezinnen", "integer", "families", (0, 1000), "Aantal gezinnen", "Number of families", None),
    "most_families_per_room": ("max_gezinnen_per_kamer", "integer", "families", (0, 50), "Meeste gezinnen in een kamer", "Most families in one room", None),
    "mixed_singles_rooms": ("gemengde_kamers", "integer", "rooms", (0, 1000), "Kamers waarin alleenstaande mannen en vrouwen slapen", "Rooms in which single men and women sleep", None),
    "residents_with_doctor": ("bewoners_met_huisarts", "integer", "persons", (0, 3000), "Bewoners met een huisarts", "Residents with a family doctor", None),
    "residents_screened": ("bewoners_gescreend", "integer", "persons", (0, 3000), "Bewoners van wie behoeften zijn bepaald", "Residents whose needs were determined", None),
    "rooms": ("kamers", "integer", "rooms", (0, 1000), "Slaapkamers in gebruik", "Bedrooms in use", None),
    "lockable_rooms": ("afsluitbare_kamers", "integer", "rooms", (0, 1000), "Afsluitbare slaapkamers", "Lockable bedrooms", None),
    "rooms_with_window": ("kamers_met_raam", "integer", "rooms", (0, 1000), "Slaapkamers met een raam", "Bedrooms with a window", None),
    "rooms_with_detector": ("kamers_met_rookmelder", "integer", "rooms", (0, 1000), "Slaapkamers met een rookmelder", "Bedrooms with a smoke detector", None),
    "bedroom_area": ("slaapkameroppervlakte", "number", "m2", (0, 40000), "Oppervlakte van alle slaapkamers", "Floor area of all bedrooms", None),
    "usable_area": ("gebruiksoppervlakte", "number", "m2", (0, 80000), "Gebruiksoppervlakte", "Usable floor area", None),
    "common_area": ("gemeenschappelijke_ruimte", "number", "m2", (0, 5000), "Oppervlakte van de gemeenschappelijke ruimte", "Floor area of the common room", None),
    "common_seats": ("zitplaatsen", "integer", "seats", (0, 1000), "Zitplaatsen in de gemeenschappelijke ruimte", "Seats in the common room", None),
    "lowest_ceiling": ("laagste_plafond", "number", "m", (1.5, 6), "Hoogte van de laagste slaapkamer", "Height of the lowest bedroom", None),
    "toilets": ("toiletten", "integer", "toilets", (0, 500), "Aantal toiletten", "Number of toilets", None),
    "showers": ("douches", "integer", "showers", (0, 500), "Aantal douches", "Number of showers", None),
    "basins": ("wastafels", "integer", "basins", (0, 500), "Aantal wastafels", "Number of basins", None),
    "beds": ("bedden", "integer", "beds", (0, 4000), "Aantal bedden", "Number of beds", None),
    "lockers": ("kluisjes", "integer", "lockers", (0, 4000), "Aantal kluisjes", "Number of lockers", None),
    "washing_machines": ("wasmachines", "integer", "machines", (0, 200), "Aantal wasmachines", "Number of washing machines", None),
    "hobs": ("kookpitten", "integer", "hobs", (0, 500), "Aantal kookpitten", "Number of hobs", None),
    "fridge_litres": ("koelkast_liters", "number", "litres", (0, 50000), "Inhoud van de koelkasten", "Volume of the fridges", None),
    "sanitary_layout": ("sanitair_indeling", "choice", None, None, "Indeling van het sanitair", "Layout of the sanitation", LAYOUT),
    "phase": ("fase", "choice", None, None, "Fase van de opvang", "Phase of the reception", PHASE),
    "meals_adults": ("maaltijden_volwassenen", "integer", "meals", (0, 10), "Maaltijden per dag voor volwassenen", "Meals a day for adults", None),
    "meals_children": ("maaltijden_kinderen", "integer", "meals", (0, 10), "Maaltijden per dag voor kinderen", "Meals a day for children", None),
    "room_temperature": ("kamertemperatuur", "number", "degrees", (-10, 40), "Temperatuur in de slaapkamers", "Temperature in the bedrooms", None),
    "walking_distance": ("loopafstand_winkel", "number", "km", (0, 50), "Loopafstand tot winkels", "Walking distance to shops", None),
    "stop_distance": ("loopafstand_halte", "number", "km", (0, 50), "Loopafstand tot de halte", "Walking distance to the stop", None),
    "school_distance": ("loopafstand_school", "number", "km", (0, 50), "Loopafstand tot de school", "Walking distance to the school", None),
    "departures": ("vertrekken_per_uur", "integer", "departures", (0, 60), "Vertrekken per uur", "Departures an hour", None),
    "distributed_water": ("uitgedeeld_water", "number", "litres", (0, 20), "Drinkwater dat per persoon wordt uitgedeeld", "Drinking water handed out per person", None),
    "repair_days": ("hersteltijd", "integer", "days", (0, 365), "Dagen tot een herstelling", "Days until a repair", None),
    "information_days": ("informatie_binnen", "integer", "days", (0, 365), "Dagen tot de eerste informatie", "Days until the first information", None),
    "move_notice": ("aankondiging_verhuizing", "integer", "days", (0, 365), "Dagen tussen aankondiging en verhuizing", "Days between notice and move", None),
    "waiting_weeks": ("wachttijd_ggz", "number", "weeks", (0, 104), "Wachttijd voor geestelijke hulp", "Wait for mental health care", None),
    "staff": ("medewerkers", "integer", "persons", (0, 500), "Aantal medewerkers", "Number of staff", None),
    "trained_staff": ("medewerkers_getraind", "integer", "persons", (0, 500), "Medewerkers met training", "Trained staff", None),
    "staff_hours": ("uren_aanwezig", "number", "hours", (0, 24), "Uren per dag dat er iemand aanwezig is", "Hours a day that somebody is there", None),
    "first_responders": ("bhv_ers", "integer", "persons", (0, 100), "Bedrijfshulpverleners aanwezig", "First responders present", None),
    "open_defects": ("open_gebreken", "integer", "defects", (0, 500), "Openstaande ernstige gebreken", "Open serious defects", None),
    "incidents": ("incidenten", "integer", "incidents", (0, 5000), "Gemelde incidenten", "Reported incidents", None),
    "drills": ("ontruimingsoefeningen", "integer", "drills", (0, 24), "Ontruimingsoefeningen per jaar", "Evacuation drills a year", None),
    "resident_meetings": ("bewonersoverleg", "integer", "meetings", (0, 60), "Bewonersoverleggen per jaar", "Meetings with residents a year", None),
}
for name, header, nl, en in [
        ("catering", "catering", "Maaltijden worden verzorgd", "Meals are provided"),
        ("hot_water", "warm_water", "Altijd warm water", "Hot water at all times"),
        ("drinking_tap", "drinkwaterkraan", "Kraan met drinkwater", "Tap with drinking water"),
        ("meeting_room", "spreekkamer", "Spreekkamer", "Room to talk in private"),
        ("interpreter", "tolk", "Tolk beschikbaar", "Interpreter at hand"),
        ("complaints_procedure", "klachtenregeling", "Klachtenregeling", "Complaints procedure"),
        ("house_rules", "huisregels", "Huisregels in het Oekraïens", "House rules in Ukrainian"),
        ("first_aid_kit", "verbanddoos", "Verbanddoos", "First-aid kit"),
        ("emergency_plan", "calamiteitenplan", "Calamiteitenplan", "Emergency plan"),
        ("visitors_allowed", "bezoek", "Bezoek is toegestaan", "Visitors are allowed"),
        ("outdoor_lighting", "buitenverlichting", "Buitenverlichting", "Outdoor lighting"),
        ("access_control", "toegangscontrole", "Toegangscontrole", "Access control"),
        ("wifi", "wifi", "Wifi in de kamers", "Wi-Fi in the rooms"),
        ("play_area", "speelruimte", "Speelruimte", "Play area"),
        ("study_area", "studieruimte", "Ruimte om te leren", "Study area"),
        ("extinguisher", "brandblusser", "Brandblusser", "Fire extinguisher"),
        ("fire_blanket", "blusdeken", "Blusdeken", "Fire blanket"),
        ("escape_routes", "vluchtroutes_vrij", "Vluchtroutes vrij", "Escape routes free"),
        ("fire_notification", "gebruiksmelding", "Gebruiksmelding gedaan", "Fire use notification made"),
        ("dietary_choice", "dieet", "Rekening met dieet", "Diets are respected"),
        ("electrical_overload", "overbelasting", "Elektra is overbelast", "Electrical overload"),
        ("night_guard", "nachtwacht", "Nachtwacht", "Night guard"),
        ("youth_health", "jeugdgezondheidszorg", "Jeugdgezondheidszorg betrokken", "Youth health care involved"),
        ("language_lessons", "taalles", "Taalles", "Language lessons"),
        ("shops_on_site", "winkel_op_locatie", "Winkel op de locatie", "Shop on site"),
        ("transport_arranged", "vervoer_geregeld", "Vervoer is geregeld", "Transport is arranged")]:
    VARIABLES[name] = (header, "boolean", None, None, nl, en, None)

ROLES = ["location_id", "location", "municipality", "visit_date", "kind", "capacity", "residents"]

CAMP = {
    "location_id": ("site_id", "text", None, None, "Nummer van het kamp", "Number of the camp", "location-id"),
    "municipality": ("country", "text", None, None, "Land", "Country", "municipality"),
    "visit_date": ("period_start", "date", None, None, "Begin van de periode", "Start of the period", "visit-date"),
    "population": ("population", "integer", "persons", (0, 2000000), "Aantal bewoners", "Number of residents", "residents"),
    "phase": ("phase", "choice", None, None, "Fase", "Phase", codes(
        ("emergency", ["Emergency"], "noodfase", "emergency"), ("post-emergency", ["Post-emergency"], "na de noodfase", "post-emergency"))),
    "water_per_person": ("litres_pp", "number", "litres per person per day", (0, 200), "Water per persoon per dag", "Water per person per day", None),
    "persons_per_tap": ("persons_per_tap", "number", "persons per tap", (0, 20000), "Personen per kraan", "Persons per tap", None),
    "persons_per_toilet": ("persons_per_toilet", "number", "persons per toilet", (0, 2000), "Personen per toilet", "Persons per toilet", None),
    "clean_samples": ("clean_samples", "number", "%", (0, 100), "Schone watermonsters", "Clean water samples", None),
    "soap_access": ("soap_access", "number", "%", (0, 100), "Huishoudens met zeep", "Households with soap", None),
    "waste_access": ("waste_access", "number", "%", (0, 100), "Huishoudens die afval kwijt kunnen", "Households with a place for waste", None),
}
SHIP = {
    "location_id": ("schip_id", "text", None, None, "Kenmerk van het schip", "Identifier of the ship", "location-id"),
    "municipality": ("gemeente", "text", None, None, "Gemeente", "Municipality", "municipality"),
    "visit_date": ("bezoekdatum", "date", None, None, "Datum van het bezoek", "Date of the visit", "visit-date"),
    "residents": ("opvarenden", "integer", "persons", (0, 2000), "Aantal bewoners aan boord", "Residents on board", "residents"),
    "cabins": ("hutten", "integer", "cabins", (0, 800), "Hutten in gebruik", "Cabins in use", None),
    "cabins_with_window": ("hutten_met_raam", "integer", "cabins", (0, 800), "Hutten met een raam", "Cabins with a window", None),
    "cabin_area": ("hutoppervlakte", "number", "m2", (0, 20000), "Oppervlakte van alle hutten", "Floor area of all cabins", None),
    "life_jackets": ("zwemvesten", "integer", "jackets", (0, 4000), "Zwemvesten", "Life jackets", None),
    "gangway_width": ("breedte_loopbrug", "number", "m", (0.3, 6), "Breedte van de loopbrug", "Width of the gangway", None),
    "hull_inspection": ("keuring_romp", "date", None, None, "Laatste keuring van de romp", "Last inspection of the hull", None),
    "certificate_until": ("certificaat_tot", "date", None, None, "Certificaat geldig tot", "Certificate valid until", None),
    "shore_power": ("walstroom", "boolean", None, None, "Walstroom", "Shore power", None),
    "noise": ("geluid", "number", "decibel", (0, 140), "Geluid in de hutten", "Noise in the cabins", None),
}
ROOM_JOIN = """\
  - name: rooms
    grain: room
    columns:
      - { column: kamer_locatie, variable: room_location, type: text, label: { nl: "Locatie van de kamer", en: "Location of the room" } }
      - { column: slot, type: boolean, label: { nl: "Slot op de deur", en: "Lock on the door" } }
      - { column: raam, type: boolean, label: { nl: "Raam", en: "Window" } }
      - { column: oppervlakte, type: number, range: [0, 500], unit: m2, label: { nl: "Oppervlakte", en: "Floor area" } }
      - { column: hoogte, type: number, range: [1.5, 6], unit: m, label: { nl: "Hoogte", en: "Height" } }
      - { column: slapers, type: integer, range: [0, 200], unit: persons, label: { nl: "Personen die er slapen", en: "Persons who sleep there" } }
joins:
  - table: rooms
    on: room_location
    derive:
"""
DERIVED = {
    "lockable_rooms": '{ variable: lockable_rooms, rule: count, where: { variable: slot, equals: "yes" }, unit: rooms }',
    "rooms_with_window": '{ variable: rooms_with_window, rule: count, where: { variable: raam, equals: "yes" }, unit: rooms }',
    "bedroom_area": "{ variable: bedroom_area, rule: sum, of: oppervlakte, unit: m2 }",
    "lowest_ceiling": "{ variable: lowest_ceiling, rule: least, of: hoogte, unit: m }",
    "largest_room": "{ variable: largest_room, rule: greatest, of: slapers, unit: persons }",
    "mean_area": "{ variable: mean_area, rule: mean, of: oppervlakte, unit: m2 }",
}
UNITS = """\
units:
  m2: ["m²", "m2", "vierkante meter"]
  km: ["km", "kilometer"]
  m: ["m", "meter"]
  persons: ["personen", "persoon", "pers."]
  days: ["dagen", "dag"]
"""


def column(name, row, mark=""):
    header, type_, unit, bounds, nl, en, extra = row
    role, choice = (extra, None) if isinstance(extra, str) else extra if isinstance(extra, tuple) else (None, extra)
    lines = [f"      - column: {header}{mark}"]
    if name != header:
        lines.append(f"        variable: {name}" + ("§" if mark else ""))
    if role:
        lines.append(f"        role: {role}")
    lines.append(f"        type: {type_}")
    if bounds:
        lines.append(f"        range: [{bounds[0]}, {bounds[1]}]")
    if unit:
        lines.append(f'        unit: "{unit}"' if " " in unit or unit == "%" else f"        unit: {unit}")
    lines.append(f'        label: {{ nl: "{nl}", en: "{en}" }}')
    if choice:
        lines.append("        codes:")
        for c in choice:
            forms = ", ".join(f'"{f}"' for f in c["forms"])
            lines.append(f'          - {{ value: {c["value"]}, forms: [{forms}], label: {{ nl: "{c["nl"]}", en: "{c["en"]}" }} }}')
    return [line + ("§" if mark and not line.endswith(("§", "¤")) else "") for line in lines]


def book(id_, nl, en, rows, table="locations", register="municipalities-2023", derived=(), unused=None):
    """The text of a code book. `unused` is the variable whose lines carry the marks."""
    text = (f"format: maatstaf/codebook/1\nid: {id_}\nversion: \"2026.1\"\nlabel: {{ nl: \"{nl}\", en: \"{en}\" }}\n"
            f"source: \"Invented layout: one row per visit\"\nassessments: newest\nregister: {register}\ndecimal: either\ndates: either\n"
            + UNITS +
            "booleans:\n  \"yes\": [\"ja\", \"1\", \"yes\", \"true\"]\n  \"no\": [\"nee\", \"0\", \"no\", \"false\"]\n"
            "missing:\n  not-applicable: [\"nvt\", \"n.v.t.\"]\n  dont-know: [\"weet niet\", \"onbekend\"]\n"
            f"tables:\n  - name: {table}\n    grain: location\n    columns:\n")
    text += "\n".join(line for name, row in rows for line in column(name, row, "¤" if name == unused else "")) + "\n"
    if derived:
        text += ROOM_JOIN
        for name in derived:
            text += f"      - {DERIVED[name]}{'¤' if name == unused else ''}\n"
    return text


# ------------------------------------------------------------------------------------------------- where a criterion comes from

def remark(nl, en):
    return f'remark:\n  nl: "{nl}"\n  en: "{en}"\n'


def guide(place, year="2019", ref="L1"):
    title = {"L1": "Leidraad Opvang", "H2": "Handreiking gemeentelijke opvang", "Z4": "Zorgrichtlijn tijdelijk verblijf"}[ref]
    return f'status: guidance\nsource: "{title} ({year}), {place} ({ref})"\nsourceVersion: "{year}"\nverified: {{ tag: S, ref: {ref} }}\n'


def norm(article, version="2024-01-01", ref="B3"):
    title = {"B3": "Besluit brandveilig verblijf", "R6": "Regeling opvang gemeenten", "W7": "Warenwet water"}[ref]
    return f'status: norm\nsource: "{title}, artikel {article} ({ref})"\nsourceVersion: "{version}"\nverified: {{ tag: S, ref: {ref} }}\n'


def known(source="Leidraad Opvang (2019), sanitair"):
    return (f'status: guidance\nsource: "{source}"\nsourceVersion: "2019"\nverified: {{ tag: K }}\n'
            + remark("Het getal is algemene kennis en niet in de leidraad nagekeken.", "The number is general knowledge and was not checked in the guide."))


def own():
    return ('status: own\nsource: "Maatstaf"\nverified: { tag: D }\n'
            + remark("Een eigen voorstel; er is geen document als bron.", "Our own proposal; there is no document behind it."))


def benchmark(place):
    return (f'status: benchmark\nsource: "Branchestandaard Verblijf, {place}, via verblijfsnormen.example (V1)"\nsourceVersion: "2021-03-01"\n'
            "verified: { tag: S2, ref: V1 }\n"
            + remark("Uit een tweede bron; de standaard is voor arbeidsmigranten en dient als vergelijking.",
                     "From a secondary source; the standard is for labour migrants and serves as a comparison."))


class Criterion:
    """One criterion: `body` is what is measured and required, `origin` where that comes from; both are lines of YAML."""

    def __init__(self, theme, short, nl, en, body, origin, block=False):
        self.theme, self.short, self.nl, self.en = theme, short, nl, en
        self.body, self.origin, self.block = body.strip("\n") + "\n", origin, block

    @property
    def variables(self):
        return variables(self.body)


def variables(text):
    found = []
    for written in re.findall(r"indicator: ([^,}\n¤§]+)", text):
        words = [w for w in re.split(r"[ /]+", written.strip()) if w not in ("days", "months", "since", "until", "from", "to")]
        found += [w for w in words if w not in found]
    return found


C = Criterion

# Criteria that neither contradict nor repeat each other: any choice of them is clean.
POOL = [
    C("privacy", "bedroom-space", "Slaapruimte per persoon", "Bedroom space per person",
      'indicator: bedroom_area / residents\nstandard: ">= 4"\nunit: m2/person', guide("3.1")),
    C("sanitation", "persons-per-toilet", "Personen per toilet", "Persons per toilet",
      'indicator: residents / toilets\nstandard: "<= 10"\nunit: persons/toilet', known()),
    C("safety", "escape-routes", "Vluchtroutes vrij", "Escape routes free",
      'indicator: escape_routes\nstandard: "is yes"', norm("7")),
    C("care", "doctor", "Ingeschreven bij een huisarts", "Registered with a family doctor",
      'indicator: residents_with_doctor / residents\nstandard: ">= 0.95"\nunit: share', guide("hoofdstuk 5", "2023", "Z4")),
    C("access", "bus-stop", "Halte in de buurt", "Stop nearby",
      'all:\n  - { indicator: stop_distance, standard: "<= 1" }\n  - { indicator: departures, standard: ">= 1" }', own()),
    C("management", "interpreter", "Tolk beschikbaar", "Interpreter at hand",
      'indicator: interpreter\nstandard: "is yes"', guide("9.2")),
    C("food", "hobs", "Kookpitten", "Hobs",
      'when: { indicator: catering, standard: "is no" }\nindicator: residents / hobs\nstandard: "<= 4"\nunit: persons/hob', own()),
    C("privacy", "lockable-room", "Afsluitbare kamer", "Lockable room",
      'indicator: lockable_rooms / rooms\nstandard: ">= 1"\nunit: share', guide("3.4")),
    C("sanitation", "persons-per-shower", "Personen per douche", "Persons per shower",
      'indicator: residents / showers\nstandard: "<= 12"\ngraded: { zero: 24, one: 12 }\nunit: persons/shower', known()),
    C("safety", "notification", "Gebruiksmelding", "Fire use notification",
      'when: { any: [ { indicator: capacity, standard: ">= 11" }, { indicator: residents, standard: ">= 11" } ] }\n'
      'indicator: fire_notification\nstandard: "is yes"\nvalidFrom: 2024-01-01', norm("2")),
    C("care", "school", "Kinderen naar school", "Children in school",
      'when: { indicator: school_age_children, standard: ">= 1" }\nindicator: children_in_school / school_age_children\n'
      'standard: ">= 1"\nunit: share', norm("12", "2022-04-01", "R6")),
    C("access", "shops", "Winkels bereikbaar", "Shops within reach",
      'any:\n  - { indicator: shops_on_site, standard: "is yes" }\n  - { indicator: walking_distance, standard: "<= 3" }\n'
      '  - { indicator: transport_arranged, standard: "is yes" }', guide("7.1")),
    C("management", "complaints", "Klachtenregeling", "Complaints procedure",
      'indicator: complaints_procedure\nstandard: "is yes"', norm("15", "2022-04-01", "R6")),
    C("food", "meals", "Maaltijden", "Meals",
      'when: { indicator: catering, standard: "is yes" }\nall:\n  - { indicator: meals_adults, standard: ">= 3" }\n  - cases:\n'
      '      - { when: { indicator: children, standard: ">= 1" }, indicator: meals_children, standard: ">= 5" }\nunit: meals', guide("6.2")),
    C("privacy", "height", "Plafondhoogte", "Room height",
      'indicator: lowest_ceiling\nstandard: ">= 2.1"\nunit: m', guide("3.2")),
    C("sanitation", "layout", "Indeling van het sanitair", "Layout of the sanitation",
      'indicator: sanitary_layout\nstandard: "one of [individual, separate]"', guide("4.3")),
    C("safety", "installations", "Installaties gekeurd", "Installations inspected",
      'indicator: months since last_inspection\nstandard: "<= 24"\nunit: months', norm("21")),
    C("care", "screening", "Behoeften bepaald", "Needs determined",
      'indicator: residents_screened / residents\nstandard: ">= 1"\nunit: share', norm("16", "2022-04-01", "R6")),
    C("living-space", "daylight", "Daglicht", "Daylight",
      'indicator: rooms_with_window / rooms\nstandard: ">= 1"\nunit: share', guide("3.6")),
    C("management", "information", "Informatie op tijd", "Information in time",
      'indicator: information_days\nstandard: "<= 15"\nunit: days', guide("9.1")),
    C("food", "drinking-water", "Drinkwater", "Drinking water",
      'any:\n  - { indicator: drinking_tap, standard: "is yes" }\n  - { indicator: distributed_water, standard: ">= 2.5" }', guide("6.1")),
    C("privacy", "one-family", "Een gezin per kamer", "One family per room",
      'when: { indicator: families, standard: ">= 1" }\nindicator: most_families_per_room\nstandard: "<= 1"\nunit: families', guide("3.8")),
    C("sanitation", "basins", "Personen per wastafel", "Persons per basin",
      'indicator: residents / basins\nstandard: "<= 10"\nunit: persons/basin', known()),
    C("safety", "fire-equipment", "Blusmiddelen", "Fire equipment",
      'all:\n  - { indicator: extinguisher, standard: "is yes" }\n  - { indicator: fire_blanket, standard: "is yes" }', norm("9")),
    C("care", "mental-health", "Geestelijke hulp", "Mental health care",
      'indicator: waiting_weeks\nstandard: "<= 6"\ngraded: { zero: 26, one: 6 }\nunit: weeks', own()),
    C("living-space", "beds", "Een bed per persoon", "A bed for each person",
      'indicator: beds / residents\nstandard: ">= 1"\nunit: beds/person', guide("3.9")),
    C("management", "training", "Getraind personeel", "Trained staff",
      'indicator: trained_staff / staff\nstandard: ">= 0.8"\nunit: share', guide("hoofdstuk 11", "2023", "H2")),
    C("food", "diet", "Dieet", "Diets",
      'when: { indicator: catering, standard: "is yes" }\nindicator: dietary_choice\nstandard: "is yes"', guide("6.4")),
    C("privacy", "singles", "Alleenstaanden gescheiden", "Singles apart",
      'when: { all: [ { indicator: single_men, standard: ">= 1" }, { indicator: single_women, standard: ">= 1" } ] }\n'
      'indicator: mixed_singles_rooms\nstandard: "<= 0"\nunit: rooms', guide("3.7")),
    C("sanitation", "hot-water", "Warm water", "Hot water", 'indicator: hot_water\nstandard: "is yes"', guide("4.1")),
    C("safety", "electricity", "Elektra niet overbelast", "No electrical overload",
      'indicator: electrical_overload\nstandard: "is no"', norm("22")),
    C("care", "guardian", "Voogd voor minderjarigen", "Guardian for minors",
      'when: { indicator: minors_alone, standard: ">= 1" }\nindicator: minors_with_guardian / minors_alone\nstandard: ">= 1"\nunit: share',
      norm("3", "2022-04-01", "R6")),
    C("living-space", "temperature", "Warme kamers", "Warm rooms",
      'indicator: room_temperature\nstandard: ">= 20"\nunit: degrees', known("Leidraad Opvang (2019), binnenklimaat")),
    C("management", "contract", "Zekerheid over de locatie", "Certainty about the location",
      'indicator: months until contract_until\nstandard: ">= 6"\nunit: months', own()),
    C("privacy", "lockers", "Kluisjes", "Lockers",
      'indicator: lockers / residents\nstandard: ">= 1"\nunit: lockers/person', guide("3.11")),
    C("safety", "drills", "Ontruimingsoefening", "Evacuation drill", 'indicator: drills\nstandard: ">= 1"\nunit: drills', norm("30")),
    C("care", "children-places", "Plekken voor kinderen", "Places for children",
      'when: { indicator: children, standard: ">= 1" }\natLeast:\n  count: 2\n  of:\n    - { indicator: play_area, standard: "is yes" }\n'
      '    - { indicator: study_area, standard: "is yes" }\n    - { indicator: youth_health, standard: "is yes" }', guide("8.2")),
    C("living-space", "laundry", "Wassen", "Laundry",
      'indicator: residents / washing_machines\nstandard: "<= 12"\nunit: persons/machine', own()),
    C("management", "hygiene", "Bezoek voor hygiëne", "Hygiene visit",
      'indicator: months since last_hygiene_visit\nstandard: "<= 12"\nunit: months', guide("hoofdstuk 3", "2023", "H2")),
    C("management", "repairs", "Herstel op tijd", "Repairs in time", 'indicator: repair_days\nstandard: "<= 7"\nunit: days', own()),
    C("living-space", "wifi", "Wifi", "Wi-Fi", 'indicator: wifi\nstandard: "is yes"', guide("8.5")),
    C("safety", "presence", "Dag en nacht iemand aanwezig", "Somebody there day and night",
      'any:\n  - { indicator: staff_hours, standard: ">= 24" }\n  - all:\n      - { indicator: staff_hours, standard: ">= 16" }\n'
      '      - { indicator: night_guard, standard: "is yes" }', guide("5.3")),
    C("privacy", "talk", "Spreekkamer", "Room to talk", 'indicator: meeting_room\nstandard: "is yes"', guide("9.5")),
    C("management", "rules", "Huisregels", "House rules", 'indicator: house_rules\nstandard: "is yes"', guide("9.3")),
]
SHIPS = [
    C("privacy", "cabin-space", "Ruimte in de hut", "Space in the cabin", 'indicator: cabin_area / residents\nstandard: ">= 3.5"\nunit: m2/person', guide("3.1")),
    C("living-space", "windows", "Hutten met raam", "Cabins with a window", 'indicator: cabins_with_window / cabins\nstandard: ">= 0.9"\nunit: share', guide("3.6")),
    C("safety", "jackets", "Zwemvest per persoon", "A life jacket each", 'indicator: life_jackets / residents\nstandard: ">= 1.1"\nunit: jackets/person', norm("41")),
    C("safety", "gangway", "Loopbrug breed genoeg", "Gangway wide enough", 'indicator: gangway_width\nstandard: ">= 0.9"\nunit: m', norm("42")),
    C("safety", "hull", "Romp gekeurd", "Hull inspected", 'indicator: months since hull_inspection\nstandard: "<= 60"\nunit: months', norm("43")),
    C("safety", "certificate", "Certificaat loopt niet af", "Certificate does not run out", 'indicator: months until certificate_until\nstandard: ">= 1"\nunit: months', norm("44")),
    C("living-space", "power", "Walstroom", "Shore power", 'indicator: shore_power\nstandard: "is yes"', own()),
    C("living-space", "noise", "Stille hutten", "Quiet cabins", 'indicator: noise\nstandard: "<= 45"\ngraded: { zero: 70, one: 45 }\nunit: decibel', own()),
]


def camp(short, nl, en, measure, emergency, later, unit):
    return C("sanitation" if "toilet" in short else "living-space", short, nl, en,
             f'indicator: {measure}\ncases:\n  - {{ when: {{ indicator: phase, standard: "one of [emergency]" }}, standard: "{emergency}" }}\n'
             f'  - {{ when: {{ indicator: phase, standard: "one of [post-emergency]" }}, standard: "{later}" }}\nunit: "{unit}"', known("Kampnormen (2019)"))


CAMPS = [
    camp("water", "Water per persoon", "Water per person", "water_per_person", ">= 15", ">= 20", "litres per person per day"),
    camp("taps", "Personen per kraan", "Persons per tap", "persons_per_tap", "<= 250", "<= 100", "persons per tap"),
    camp("toilets", "Personen per toilet", "Persons per toilet", "persons_per_toilet", "<= 50", "<= 20", "persons per toilet"),
    C("living-space", "samples", "Schone monsters", "Clean samples", 'indicator: clean_samples\nstandard: ">= 95"\nunit: "%"', known("Kampnormen (2019)")),
    C("sanitation", "soap", "Zeep", "Soap", 'indicator: soap_access\nstandard: ">= 90"\nunit: "%"', known("Kampnormen (2019)")),
    C("sanitation", "waste", "Afval", "Waste",
      'when: { indicator: phase, standard: "one of [post-emergency]" }\nindicator: waste_access\nstandard: ">= 90"\nunit: "%"', known("Kampnormen (2019)")),
]

FOLDED = """\
remark:
  nl: >-
    Alles in dit kader is verzonnen: de documenten, de getallen
    en de eisen. Het dient alleen om kaders na te kijken.
  en: >-
    Everything in this framework is invented: the documents, the numbers
    and the requirements. It only serves to check frameworks.
"""
THEMES = {"privacy": ("A", "Privacy", "Privacy"), "living-space": ("B", "Leefruimte", "Living space"), "sanitation": ("C", "Sanitair", "Sanitation"),
          "food": ("D", "Eten en drinken", "Food and drink"), "safety": ("E", "Veiligheid", "Safety"), "care": ("F", "Zorg en onderwijs", "Care and education"),
          "access": ("G", "Bereikbaarheid", "Access"), "management": ("H", "Beheer", "Management"), "comparison": ("V", "Ter vergelijking", "For comparison")}
# Variables that say to whom or how many something applies: criteria may share them.
SHARED = {"residents", "capacity", "rooms", "adults", "children", "catering", "kind", "phase", "families", "staff", "school_age_children"}


def bands(*froms):
    names = [("zeer-laag", "zeer laag", "very low"), ("laag", "laag", "low"), ("midden", "midden", "medium"),
             ("hoog", "hoog", "high"), ("zeer-hoog", "zeer hoog", "very high")]
    if len(froms) == 3:
        names = [names[1], names[2], names[3]]
    if len(froms) == 4:
        names = names[:4]
    return "bands:\n" + "".join(f'  - {{ id: {i}, from: {f}, label: {{ nl: "{nl}", en: "{en}" }} }}\n' for f, (i, nl, en) in zip(froms, names))


FIVE, THREE = bands(0, 0.4, 0.6, 0.75, 0.9), bands(0, 0.4, 0.75)


def pick(count, specials, start, pool=POOL):
    """`count` criteria: the special ones, and those of the pool (from `start` on) that measure something else."""
    taken = {v for c in specials for v in c.variables} - SHARED
    rest = [c for c in pool[start % len(pool):] + pool[:start % len(pool)] if not taken & (set(c.variables) - SHARED)]
    rest = rest[:max(0, count - len(specials))]
    return rest[:len(rest) // 2] + list(specials) + rest[len(rest) // 2:]


def within(label):
    """A label inside a sentence; names such as BHV and Wi-Fi keep their capital."""
    return label if label[1:2].isupper() or label.startswith("Wi-") else label[0].lower() + label[1:]


def framework(id_, nl, en, criteria, code_book, scale=None, source='"Maatstaf; Leidraad Opvang, Handreiking gemeentelijke opvang"',
              weights=None, floor="0.6", theme_mark=None):
    scale = scale if scale is not None else (FIVE if len(criteria) >= 10 else THREE)
    # Some files have comments and folded texts, so that a line is not simply the number of entries before it.
    folded = sum(id_.encode()) % 3
    text = ("# Verzonnen kader.\n\n" if folded == 1 else "") + (f'format: maatstaf/framework/1\nid: {id_}\nversion: "2026.1"\nlabel: {{ nl: "{nl}", en: "{en}" }}\nsource: {source}\n'
            + (remark("Alles in dit kader is verzonnen.", "Everything in this framework is invented.") if folded else FOLDED)
            + f"codeBook: {code_book}\ncoverageFloor: {floor}\n" + ("overallCutoff: 0.6\n" if "bands: []" not in scale else ""))
    if any("basicRequirement: true" in c.body for c in criteria):
        text += "cap: laag\n"
    text += scale + ("# Gewichten zijn een eigen keuze.\n" if not folded else "") + "themes:\n"
    for theme, (letter, theme_nl, theme_en) in THEMES.items():
        members = [c for c in criteria if c.theme == theme]
        if not members:
            continue
        weight = (weights or {}).get(theme)
        mark = theme_mark or {}
        text += f'  - id: {theme}{mark.get(theme, "")}\n    label: {{ nl: "{theme_nl}", en: "{theme_en}" }}\n'
        if weight is not None:
            text += f"    weight: {weight}\n"
        if any("weight: 0\n" not in c.body.replace("§", "") for c in members):
            text += "    cutoff: 0.6\n"
        text += "    criteria:\n"
        for number, c in enumerate(members, 1):
            block = f'id: {letter}{number}\nshortName: {c.short}\nlabel: {{ nl: "{c.nl}", en: "{c.en}" }}\n' + c.body + c.origin
            block += f'advice:\n  nl: "Breng op orde: {within(c.nl)}."\n  en: "Put in order: {within(c.en)}."\n'
            lines = block.rstrip("\n").split("\n")
            if c.block:
                # The whole criterion is a right answer; the line is its first where no other one is marked.
                first = 0 if "¤" not in block else None
                lines = [line if line.endswith("¤") else line + ("¤" if i == first else "§") for i, line in enumerate(lines)]
            text += "      - " + "\n        ".join(lines) + "\n\n"
    return text.rstrip("\n") + "\n"


# ------------------------------------------------------------------------------------------------------------------ the writing

OUTPUT = {}       # path: text
SET = {"faulty": [], "clean": []}


def marks(text):
    """The text without marks, the first marked line, and the ranges of lines that are a right answer."""
    first, hits, lines = None, [], []
    for number, line in enumerate(text.split("\n"), 1):
        if "¤" in line or "§" in line:
            hits.append(number)
            if "¤" in line and first is None:
                first = number
        lines.append(line.replace("¤", "").replace("§", ""))
    ranges = []
    for hit in hits:
        if ranges and hit == ranges[-1][1] + 1:
            ranges[-1][1] = hit
        else:
            ranges.append([hit, hit])
    return "\n".join(lines), first, ranges


def own_book(id_, nl, en, criteria, rows=VARIABLES, derived=(), extra=None, table="locations", register="municipalities-2023"):
    """A code book of exactly the variables that the criteria use (and one more, `extra`)."""
    used = {v for c in criteria for v in c.variables}
    roles = [n for n in rows if n in used or isinstance(rows[n][6], str) or isinstance(rows[n][6], tuple)]
    order = [n for n in rows if (n in used or n in roles or n == extra) and n not in derived]
    return book(id_, nl, en, [(n, rows[n]) for n in order], table, register, derived, extra)


def basis(name="opvang-basis"):
    return f"books/{name}.yaml"


def put(path, text):
    assert path not in OUTPUT or OUTPUT[path] == text, path
    OUTPUT[path] = text


def clean(number, nl, en, criteria, why, own=False, rows=VARIABLES, derived=(), register="municipalities-2023", **more):
    id_ = f"schoon-{number:02}"
    name = id_ if own else "opvang-basis"
    path = f"clean/{number:02}.yaml"
    text, first, _ = marks(framework(id_, nl, en, criteria, name, **more))
    assert first is None, path
    put(path, text)
    if own:
        text, first, _ = marks(own_book(id_, nl, en, criteria, rows, derived, register=register))
        assert first is None, path
        put(basis(name), text)
    SET["clean"].append({"file": path, "codeBook": basis(name), "criteria": len(criteria), "looksLike": why})


def fault(kind, number, nl, en, criteria, says, own=False, rows=VARIABLES, derived=(), extra=None, book_name=None, **more):
    id_ = f"{kind}-{number}"
    name = id_ if own else "opvang-basis"
    path = f"faulty/{id_}.yaml"
    text, line, ranges = marks(framework(id_, nl, en, criteria, name, **more))
    where = path
    put(path, text)
    if own:
        text, book_line, book_ranges = marks(own_book(id_, nl, en, criteria, rows, derived, extra))
        put(basis(name), text)
        if book_line:
            assert line is None, id_
            where, line, ranges = basis(name), book_line, book_ranges
    assert line, id_
    SET["faulty"].append({"kind": kind, "file": path, "codeBook": basis(name), "faultFile": where, "line": line, "lines": ranges, "says": says})


# ------------------------------------------------------------------------------------------------------------ the clean ones

def write_clean():
    by = {c.short: c for c in POOL}
    clean(1, "Drie eisen", "Three requirements", [by["escape-routes"], by["electricity"], by["fire-equipment"]],
          "three criteria: scores of 0, 1/3, 1/2, 2/3 and 1 reach all three bands", own=True)
    clean(2, "Geordende gevallen", "Ordered cases", pick(8, [
        C("food", "hobs-by-size", "Kookpitten naar grootte", "Hobs by size",
          'indicator: hobs\ncases:\n  - { when: { indicator: residents, standard: "<= 8" }, standard: ">= 4" }\n'
          '  - { when: { indicator: residents, standard: "<= 30" }, standard: ">= 8" }\n'
          '  - { when: { indicator: residents, standard: ">= 31" }, standard: ">= 16" }\nunit: hobs', own())], 3),
          "ordered cases, of which the first that holds counts; whole numbers leave no gap between 30 and 31")
    clean(3, "Met vergelijking", "With a comparison", pick(12, [
        C("sanitation", "toilets-strict", "Personen per toilet", "Persons per toilet",
          'indicator: residents / toilets\nstandard: "<= 10"\nunit: persons/toilet', known()),
        C("sanitation", "toilets-benchmark", "Personen per toilet (branche)", "Persons per toilet (branch)",
          'indicator: residents / toilets\nstandard: "<= 15"\nunit: persons/toilet\nweight: 0', benchmark("2.2")),
        C("privacy", "space-benchmark", "Slaapruimte (branche)", "Bedroom space (branch)",
          'indicator: bedroom_area / residents\nstandard: ">= 5.5"\nunit: m2/person\nweight: 0', benchmark("1.4")),
        C("privacy", "space", "Slaapruimte", "Bedroom space",
          'indicator: bedroom_area / residents\nstandard: ">= 4"\nunit: m2/person', guide("3.1"))], 11),
          "benchmarks of weight 0, one looser and one stricter, beside criteria that count")
    clean(4, "Zelf koken of verzorgd", "Self-catering or catered", pick(9, [
        C("food", "no-catering", "Bewoners koken zelf", "Residents cook for themselves", 'indicator: catering\nstandard: "is no"', own()),
        C("food", "three-meals", "Drie maaltijden als er wordt gekookt", "Three meals where catered",
          'when: { indicator: catering, standard: "is yes" }\nindicator: meals_adults\nstandard: ">= 3"\nunit: meals', guide("6.2")),
        C("food", "hobs-own", "Kookpitten als bewoners koken", "Hobs where residents cook",
          'when: { indicator: catering, standard: "is no" }\nindicator: residents / hobs\nstandard: "<= 4"\nunit: persons/hob', own())], 20),
          "'no catering' beside 'where catered: three meals'")
    clean(5, "Met doelpunten", "Graded", pick(10, [
        C("sanitation", "showers-graded", "Personen per douche", "Persons per shower",
          'indicator: residents / showers\nstandard: "<= 10"\ngraded: { zero: 20, one: 10 }\nunit: persons/shower', known()),
        C("management", "meetings-graded", "Bewonersoverleg", "Meetings with residents",
          'indicator: resident_meetings\ngraded: { zero: 0, one: 4 }\nunit: meetings', own()),
        C("management", "repairs-graded", "Hersteltijd", "Repair time",
          'indicator: repair_days\ngraded: { zero: 30, one: 7 }\nunit: days\nweight: 2', own()),
        C("care", "doctor-graded", "Huisarts", "Family doctor",
          'indicator: residents_with_doctor / residents\ngraded: { zero: 0.5, one: 1 }\nunit: share', guide("hoofdstuk 5", "2023", "Z4"))], 7),
          "goalposts with zero above one, goalposts beside a standard, and goalposts without one")
    clean(6, "Normen met data", "Norms with dates", pick(14, [
        C("living-space", "area-until-2023", "Gebruiksoppervlakte tot 2024", "Usable area until 2024",
          'indicator: usable_area / residents\nstandard: ">= 6"\nunit: m2/person\nvalidTo: 2023-12-31', norm("7", "2012-04-01")),
        C("living-space", "area-from-2024", "Gebruiksoppervlakte vanaf 2024", "Usable area from 2024",
          'indicator: usable_area / residents\nstandard: ">= 12"\nunit: m2/person\nvalidFrom: 2024-01-01', norm("7")),
        C("care", "screened", "Behoeften bepaald", "Needs determined",
          'indicator: residents_screened / residents\nstandard: ">= 1"\nunit: share\nvalidFrom: 2022-04-01\nbasicRequirement: true',
          'status: norm\nsource: "Regeling opvang gemeenten, artikel 16 (R6)"\nsourceVersion: "2022-04-01 – 2025-01-01"\n'
          'verified: { tag: S, ref: R6, until: 2024-12-31 }\n'
          + remark("De tekst is op 1 januari 2025 gewijzigd.", "The text changed on 1 January 2025.")),
        C("safety", "one-day", "Meting op de peildatum", "Count on the reference date",
          'indicator: first_responders\nstandard: ">= 1"\nunit: persons\nvalidFrom: 2025-03-01\nvalidTo: 2025-03-01',
          'status: norm\nsource: "Besluit brandveilig verblijf, artikel 31 (B3)"\nverified: { tag: S, ref: B3 }\n')], 25),
          "one norm follows another on the same indicator; a validity of one day; a norm whose dates are its only version")
    tenths = [by["hot-water"], by["escape-routes"], by["electricity"], by["interpreter"]]
    tenths = [C("safety", c.short, c.nl, c.en, c.body + f"weight: {n}\n", c.origin) for n, c in enumerate(tenths, 1)]
    clean(7, "Weinig eisen, vijf banden", "Few requirements, five bands", tenths,
          "four criteria of weight 1 to 4 still reach every one of five bands", scale=FIVE)
    clean(8, "Getoond, niet geteld", "Shown, not counted", pick(9, [
        C("comparison", "occupancy", "Bezettingsgraad", "Occupancy", 'indicator: residents / capacity\nstandard: report\nunit: persons/place\nweight: 0', own()),
        C("comparison", "incidents", "Incidenten", "Incidents", 'indicator: incidents / residents\nstandard: report\nunit: incidents/person\nweight: 0', own()),
        C("comparison", "move", "Verhuizing niet achteruit", "No worse after a move", 'pending: move-comparison\nweight: 0', own())], 31),
          "criteria that are only reported and one that is pending, all of weight 0, in a theme of weight 0", weights={"comparison": 0})
    clean(9, "Kampnormen", "Camp standards", CAMPS, "emergency and post-emergency cases over all codes of the phase", own=True, rows=CAMP, register="none",
          source='"Kampnormen (2019)"')
    clean(10, "Opvang op schepen", "Reception on ships", SHIPS, "limits near what a variable can be: a share of 0.9, 1.1 jackets a person", own=True, rows=SHIP)
    clean(11, "Kamers uit een tweede tabel", "Rooms from a second table", [
        by["lockable-room"], by["daylight"], by["bedroom-space"], by["height"],
        C("privacy", "largest-room", "Grootste slaapzaal", "Largest dormitory", 'indicator: largest_room\nstandard: "<= 8"\nunit: persons', guide("3.5")),
        by["wifi"], by["hot-water"], by["repairs"]],
          "every joined derivation is used; the columns they are made of are used by nothing else", own=True,
          derived=["lockable_rooms", "rooms_with_window", "bedroom_area", "lowest_ceiling", "largest_room"])
    clean(12, "Hele getallen en breuken", "Whole numbers and fractions", pick(16, [
        C("living-space", "seats-by-area", "Zitplaatsen naar oppervlakte", "Seats by area",
          'indicator: common_seats\ncases:\n  - { when: { indicator: common_area, standard: "<= 50" }, standard: ">= 10" }\n'
          '  - { when: { indicator: common_area, standard: "between 50 and 100" }, standard: ">= 25" }\n'
          '  - { when: { indicator: common_area, standard: ">= 100" }, standard: ">= 60" }\nunit: seats', own()),
        C("safety", "responders-by-size", "BHV naar grootte", "First responders by size",
          'indicator: first_responders\ncases:\n  - { when: { indicator: residents, standard: "<= 10" }, standard: ">= 1" }\n'
          '  - { when: { indicator: residents, standard: "between 11 and 50" }, standard: ">= 2" }\n'
          '  - { when: { indicator: residents, standard: ">= 51" }, standard: ">= 4" }\nunit: persons', own()),
        C("management", "defects-by-age", "Gebreken naar leeftijd van de locatie", "Defects by age of the location",
          'indicator: open_defects\ncases:\n  - { when: { indicator: days since in_use_from, standard: "<= 28" }, standard: "<= 5" }\n'
          '  - { when: { indicator: days since in_use_from, standard: ">= 29" }, standard: "<= 0" }\nunit: defects', own()),
        C("management", "water-sample", "Watermonster naar looptijd", "Water sample by age of the location",
          'indicator: months since last_water_sample\ncases:\n  - { when: { indicator: months since in_use_from, standard: "<= 12" }, standard: "<= 3" }\n'
          '  - { when: { indicator: months since in_use_from, standard: ">= 12" }, standard: "<= 12" }\nunit: months', norm("4", "2023-07-01", "W7"))], 16),
          "fractions need bands that share their ends, whole numbers and days do not")
    clean(13, "Naar soort locatie", "By kind of location", pick(18, [
        C("safety", "presence-hall", "Altijd toezicht in een hal", "Supervision at all times in a hall",
          'when: { indicator: kind, standard: "one of [hall]" }\nindicator: staff_hours\nstandard: ">= 24"\nunit: hours', guide("5.3")),
        C("privacy", "presence-homes", "Woningen zonder voortdurend toezicht", "Homes without constant supervision",
          'when: { indicator: kind, standard: "one of [homes, hotel]" }\nindicator: staff_hours\nstandard: "<= 8"\nunit: hours', own()),
        C("living-space", "not-cold", "Niet te koud", "Not too cold", 'indicator: room_temperature\nstandard: ">= 18"\nunit: degrees', guide("4.7")),
        C("living-space", "not-hot", "Niet te warm", "Not too hot", 'indicator: room_temperature\nstandard: "<= 26"\nunit: degrees', guide("4.8")),
        C("management", "move-short", "Aankondiging in de noodfase", "Notice in the emergency",
          'when: { indicator: phase, standard: "one of [emergency]" }\nindicator: move_notice\nstandard: ">= 3"\nunit: days', own()),
        C("management", "move-long", "Aankondiging later", "Notice later",
          'when: { indicator: phase, standard: "one of [transit, settled]" }\nindicator: move_notice\nstandard: ">= 28"\nunit: days', guide("9.7"))], 5),
          "opposite limits on one variable that never apply at once; a lower and an upper limit that leave room", own=True)
    clean(14, "Samengesteld", "Combined", pick(10, [
        C("access", "near-or-far", "Dichtbij, of ver met vervoer", "Near, or far with transport",
          'any:\n  - { indicator: walking_distance, standard: "<= 2" }\n  - all:\n      - { indicator: walking_distance, standard: "between 2 and 8" }\n'
          '      - { indicator: transport_arranged, standard: "is yes" }', guide("7.1")),
        C("access", "two-of-three", "Twee van de drie", "Two of three",
          'atLeast:\n  count: 2\n  of:\n    - { indicator: school_distance, standard: "<= 1" }\n    - { indicator: school_distance, standard: "between 1.5 and 3" }\n'
          '    - { indicator: language_lessons, standard: "is yes" }', own()),
        C("safety", "guarded", "Toezicht", "Supervision",
          'any:\n  - all:\n      - { indicator: access_control, standard: "is yes" }\n      - { indicator: outdoor_lighting, standard: "is yes" }\n'
          '  - { indicator: night_guard, standard: "is yes" }', guide("5.1"))], 29),
          "parts that exclude each other in `any` and in `atLeast 2 of 3` can still be met", own=True)
    clean(15, "Groot kader", "Large framework", pick(40, [], 0), "forty criteria with a code book of exactly their variables", own=True)
    clean(16, "Gewogen thema's", "Weighted themes", pick(11, [], 13), "weights of themes that do not sum to 1, and no bands",
          scale="bands: []\n", floor="0", weights={"privacy": 0.2, "sanitation": 0.15, "safety": 2.5, "care": 0.15, "food": 0.3, "management": 0.1})
    clean(17, "Termijnen", "Periods", pick(7, [
        C("management", "closing-told", "Sluiting op tijd verteld", "Closing told in time",
          'indicator: days from closing_told to closing_date\nstandard: ">= 28"\nunit: days', own()),
        C("management", "risk-after-opening", "Risicoanalyse na opening", "Risk assessment after the opening",
          'indicator: days from in_use_from to last_risk_assessment\nstandard: ">= 0"\nunit: days', guide("5.2")),
        C("management", "answer", "Klacht beantwoord", "Complaint answered",
          'indicator: days from complaint_date to complaint_answered\nstandard: "between 0 and 14"\nunit: days', guide("9.4"))], 38),
          "`>= 0` on days between two dates is a limit one can fail: they may be negative")
    clean(18, "Keuzes", "Choices", pick(13, [
        C("sanitation", "layout-by-kind", "Sanitair naar soort", "Sanitation by kind",
          'indicator: sanitary_layout\ncases:\n  - { when: { indicator: kind, standard: "one of [homes]" }, standard: "one of [individual]" }\n'
          '  - { when: { indicator: kind, standard: "one of [homes, hotel, ship]" }, standard: "one of [individual, separate]" }\n'
          '  - { when: { indicator: kind, standard: "one of [hall]" }, standard: "one of [separate, mixed]" }', own()),
        C("privacy", "places-by-phase", "Kluisjes na de noodfase", "Lockers after the emergency",
          'when: { all: [ { indicator: phase, standard: "one of [transit, settled]" }, { indicator: kind, standard: "one of [hall, office]" } ] }\n'
          'indicator: lockers / residents\nstandard: ">= 1"\nunit: lockers/person', guide("3.11"))], 34),
          "cases that leave a code out on purpose (not applicable); a narrow list of codes before a wider one")
    clean(19, "Nagekeken", "Checked", pick(8, [
        C("safety", "first-aid", "Verbanddoos", "First-aid kit", 'indicator: first_aid_kit\nstandard: "is yes"',
          'status: guidance\nsource: "Leidraad Opvang (2019), 5.9 (L1)"\nsourceVersion: "2019"\nverified: { tag: S, ref: L1, by: "Redactie", on: 2026-05-12 }\n'),
        C("safety", "plan", "Calamiteitenplan", "Emergency plan", 'indicator: emergency_plan\nstandard: "is yes"',
          'status: own\nsource: "Maatstaf"\nverified: { tag: D, by: "Redactie", on: 2026-05-12 }\n'
          + remark("Een eigen voorstel.", "Our own proposal.")),
        C("privacy", "visits", "Bezoek", "Visits", 'indicator: visitors_allowed\nstandard: "is yes"',
          'status: norm\nsource: "Wet gastvrij verblijf, artikel 2"\nsourceVersion: "2020-01-01"\nverified: { tag: K }\n'
          + remark("De eis is algemene kennis en niet in de wet nagekeken.", "The requirement is general knowledge and was not checked in the law."))], 41),
          "by with on; tag K without ref, but with a remark; 'Maatstaf' as the source of an own proposal", own=True)
    clean(20, "Driehonderd eisen", "Three hundred requirements", many(), "three hundred criteria of twelve sorts", own=True, rows=MANY)


THINGS = [("entrance", "Ingang", "Entrance"), ("corridor", "Gang", "Corridor"), ("kitchen", "Keuken", "Kitchen"), ("dining", "Eetzaal", "Dining room"),
          ("laundry", "Wasruimte", "Laundry room"), ("toilet_block", "Toiletruimte", "Toilet block"), ("shower_block", "Doucheruimte", "Shower block"),
          ("nursery", "Kinderkamer", "Nursery"), ("playground", "Speelplaats", "Playground"), ("study", "Studieruimte", "Study"), ("office", "Kantoor", "Office"),
          ("reception", "Balie", "Reception desk"), ("storage", "Opslag", "Storage"), ("boiler", "Ketelruimte", "Boiler room"), ("stairs", "Trappenhuis", "Staircase"),
          ("lift", "Lift", "Lift"), ("garden", "Tuin", "Garden"), ("parking", "Parkeerplaats", "Car park"), ("bicycle_shed", "Fietsenstalling", "Bicycle shed"),
          ("clinic", "Spreekuurkamer", "Consulting room"), ("quiet_room", "Stilteruimte", "Quiet room"), ("sports", "Sportruimte", "Sports room"),
          ("roof", "Dak", "Roof"), ("cellar", "Kelder", "Cellar"), ("waste", "Afvalplaats", "Waste room")]
MANY = {n: VARIABLES[n] for n in ["location_id", "location", "municipality", "visit_date", "residents"]}


def many():
    criteria = []
    themes = ["privacy", "living-space", "safety", "management", "access"]
    for index, (name, nl, en) in enumerate(THINGS):
        theme, short = themes[index % 5], name.replace("_", "-")
        origin = [guide(f"bijlage {index + 1}"), norm(str(50 + index)), own()][index % 3]
        low_nl, low_en = nl.lower(), en.lower()

        def add(aspect, header, type_, unit, bounds, text_nl, text_en, body, extra=None):
            variable = f"{name}_{aspect}"
            MANY[variable] = (f"{header}_{name}", type_, unit, bounds, text_nl, text_en, extra)
            criteria.append(C(theme, f"{short}-{aspect.replace('_', '-')}", text_nl, text_en, body.format(v=variable), origin))

        add("clean", "schoon", "boolean", None, None, f"Schoon: {low_nl}", f"Clean: {low_en}", 'indicator: {v}\nstandard: "is yes"')
        add("lit", "verlicht", "boolean", None, None, f"Verlicht: {low_nl}", f"Lit: {low_en}", 'indicator: {v}\nstandard: "is yes"\nweight: 0.5')
        add("mould", "schimmel", "boolean", None, None, f"Schimmel: {low_nl}", f"Mould: {low_en}", 'indicator: {v}\nstandard: "is no"')
        add("signs", "borden", "boolean", None, None, f"Borden in het Oekraïens: {low_nl}", f"Signs in Ukrainian: {low_en}",
            'when: {{ indicator: residents, standard: ">= 1" }}\nindicator: {v}\nstandard: "is yes"')
        add("checked", "controle", "date", None, None, f"Laatste controle: {low_nl}", f"Last check: {low_en}",
            f'indicator: months since {{v}}\nstandard: "<= {6 + index % 4 * 6}"\nunit: months')
        add("repair", "herstel", "integer", "days", (0, 365), f"Hersteltijd: {low_nl}", f"Repair time: {low_en}",
            f'indicator: {{v}}\nstandard: "<= {7 + index % 3 * 7}"\ngraded: {{{{ zero: 90, one: {7 + index % 3 * 7} }}}}\nunit: days')
        add("defects", "gebreken", "integer", "defects", (0, 200), f"Gebreken: {low_nl}", f"Defects: {low_en}", 'indicator: {v}\nstandard: "<= 0"\nunit: defects')
        add("width", "doorgang", "number", "m", (0.3, 12), f"Breedte van de doorgang: {low_nl}", f"Width of the passage: {low_en}",
            'indicator: {v}\nstandard: ">= 0.85"\nunit: m')
        add("temperature", "temperatuur", "number", "degrees", (-20, 60), f"Temperatuur: {low_nl}", f"Temperature: {low_en}",
            'indicator: {v}\nstandard: "between 5 and 28"\nunit: degrees')
        add("area", "oppervlakte", "number", "m2", (0, 5000), f"Oppervlakte per bewoner: {low_nl}", f"Area per resident: {low_en}",
            f'indicator: {{v}} / residents\nstandard: ">= {0.1 + index % 5 / 10:.1f}"\nunit: m2/person')
        add("state", "staat", "choice", None, None, f"Staat van onderhoud: {low_nl}", f"State of repair: {low_en}", 'indicator: {v}\nstandard: "one of [good, fair]"',
            codes(("good", ["goed"], "Goed", "Good"), ("fair", ["redelijk"], "Redelijk", "Fair"), ("poor", ["slecht"], "Slecht", "Poor")))
        add("places", "plaatsen", "integer", "places", (0, 1000), f"Plaatsen: {low_nl}", f"Places: {low_en}",
            'indicator: {v}\ncases:\n  - {{ when: {{ indicator: residents, standard: "<= 25" }}, standard: ">= 1" }}\n'
            '  - {{ when: {{ indicator: residents, standard: "<= 100" }}, standard: ">= 2" }}\n'
            '  - {{ when: {{ indicator: residents, standard: ">= 101" }}, standard: ">= 4" }}\nunit: places')
    return criteria


# ------------------------------------------------------------------------------------------------------------- the faulty ones

def write_faulty():
    by = {c.short: c for c in POOL}

    # Contradiction.
    k = "contradiction"
    fault(k, 1, "Binnenklimaat", "Indoor climate", pick(12, [
        C("living-space", "warm", "Warm genoeg", "Warm enough", 'indicator: room_temperature§\nstandard: ">= 21"¤\nunit: degrees', guide("4.7"), block=True),
        C("management", "saving", "Zuinig met gas", "Sparing with gas", 'indicator: room_temperature§\nstandard: "<= 19"¤\nunit: degrees', own(), block=True)], 2),
        "No temperature is both at least 21 (warm) and at most 19 (saving), and both criteria count at every location.")
    fault(k, 2, "Toegang en bezoek", "Access and visits", pick(6, [
        C("safety", "supervision", "Toezicht", "Supervision",
          'all:\n  - { indicator: access_control, standard: "is yes" }§\n  - any:\n      - all:\n          - { indicator: access_control, standard: "is no" }¤\n'
          '          - { indicator: outdoor_lighting, standard: "is yes" }§\n      - all:\n          - { indicator: night_guard, standard: "is yes" }\n'
          '          - { indicator: access_control, standard: "is no" }§', guide("5.1"))], 11),
        "Both branches of the `any` ask for no access control, while the outer `all` asks for access control.")
    fault(k, 3, "Alleenstaanden", "Singles", pick(9, [
        C("privacy", "singles-rooms", "Kamers van alleenstaanden", "Rooms of singles",
          'when:§\n  all:§\n    - any:§\n        - { indicator: single_men, standard: ">= 1" }§\n        - { indicator: single_women, standard: ">= 1" }§\n'
          '    - { indicator: single_men, standard: "<= 0" }¤\n    - { indicator: single_women, standard: "<= 0" }§\n'
          'indicator: mixed_singles_rooms\nstandard: "<= 0"\nunit: rooms', guide("3.7"))], 17),
        "The condition asks for a single man or woman and for none of both, so the criterion never applies.")
    fault(k, 4, "Sanitair in de noodfase", "Sanitation in the emergency", pick(16, [
        C("sanitation", "layout-women", "Gescheiden sanitair", "Separate sanitation",
          'when: { indicator: phase, standard: "one of [emergency]" }\nindicator: sanitary_layout\nstandard: "one of [individual, separate]"¤', guide("4.3"), block=True),
        C("management", "layout-quick", "Snel te plaatsen sanitair", "Quickly placed sanitation",
          'when: { indicator: phase, standard: "one of [emergency, transit]" }\nindicator: sanitary_layout\nstandard: "one of [mixed, outdoors]"¤', own(), block=True)], 28),
        "In the emergency both criteria apply, and no code of the layout is in both lists.")
    fault(k, 5, "Bereikbaarheid", "Within reach", pick(20, [
        C("access", "three-of-four", "Drie van de vier", "Three of four",
          'atLeast:§\n  count: 3¤\n  of:§\n    - { indicator: walking_distance, standard: "<= 1" }§\n    - { indicator: walking_distance, standard: ">= 1.5" }§\n'
          '    - { indicator: shops_on_site, standard: "is yes" }§\n    - { indicator: shops_on_site, standard: "is no" }§', guide("7.1"))], 33),
        "The four parts are two pairs that exclude each other, so at most two can be met and never three.")

    # Redundancy.
    k = "redundancy"
    fault(k, 1, "Dubbel gevraagd", "Asked twice", pick(15, [
        C("safety", "detectors", "Rookmelders", "Smoke detectors", 'indicator: rooms_with_detector / rooms§\nstandard: ">= 1"¤\nunit: share', norm("10"), block=True),
        C("privacy", "detector-each", "Een rookmelder in elke kamer", "A detector in every room",
          'indicator: rooms_with_detector / rooms§\nstandard: ">= 1"¤\nunit: share', guide("3.12"), block=True)], 9),
        "Two criteria that count, in different themes, measure and require the same: every room has a smoke detector.")
    fault(k, 2, "Douches", "Showers", pick(8, [
        C("sanitation", "showers-strict", "Ruim voldoende douches", "Ample showers", 'indicator: residents / showers\nstandard: "<= 8"¤\nunit: persons/shower', guide("4.2"), block=True),
        C("sanitation", "showers-loose", "Voldoende douches", "Enough showers", 'indicator: residents / showers\nstandard: "<= 12"¤\nunit: persons/shower', known(), block=True)], 20),
        "Whoever has at most 8 persons per shower has at most 12: the looser criterion counts as well and adds nothing.")
    fault(k, 3, "Maaltijden", "Meals", pick(10, [
        C("food", "meals-catered", "Maaltijden als er wordt gekookt", "Meals where catered",
          'when: { indicator: catering, standard: "is yes" }\nall:§\n  - { indicator: dietary_choice, standard: "is yes" }\n  - all:§\n'
          '      - { indicator: meals_children, standard: ">= 5" }§\n      - { indicator: meals_adults, standard: ">= 3" }\n'
          '  - { indicator: meals_children, standard: ">= 3" }¤\nunit: meals', guide("6.2"))], 2),
        "Five meals for children imply three: the last part of the outer `all` adds nothing.")
    fault(k, 4, "Kamers van alleenstaanden", "Rooms of singles", pick(5, [
        C("privacy", "rooms-singles", "Kamers van alleenstaanden", "Rooms of singles",
          'when:§\n  any:§\n    - { indicator: single_men, standard: ">= 1" }§\n    - { indicator: single_women, standard: ">= 1" }\n'
          '    - { indicator: single_men, standard: ">= 5" }¤\nindicator: mixed_singles_rooms\nstandard: "<= 0"\nunit: rooms', guide("3.7"))], 23),
        "Five single men are also at least one: the last part of the condition never changes anything.")
    fault(k, 5, "Indeling", "Layout", pick(22, [
        C("sanitation", "layout-or-hot", "Indeling en warm water", "Layout and hot water",
          'any:\n  - all:§\n      - { indicator: sanitary_layout, standard: "one of [individual, separate, mixed]" }¤\n'
          '      - { indicator: sanitary_layout, standard: "one of [individual, separate]" }§\n      - { indicator: hot_water, standard: "is yes" }\n'
          '  - { indicator: residents / toilets, standard: "<= 2" }', guide("4.3"))], 30),
        "Every code of the second list is in the first: the wider list adds nothing.")

    # Gaps and overlaps between bands.
    k = "band-gap-or-overlap"
    late = bands(0.2, 0.4, 0.6, 0.75, 0.9).split("\n")
    late[1] += "¤"
    fault(k, 1, "Banden zonder begin", "Bands without a beginning", pick(10, [], 4),
        "The lowest band starts at 0.2: a score under 0.2 has no band.", scale="\n".join(late))
    order = bands(0, 0.6, 0.4, 0.75, 0.9).split("\n")
    order[2] += "§"
    order[3] += "¤"
    fault(k, 2, "Banden door elkaar", "Bands out of order", pick(13, [], 22),
        "The band `midden` starts at 0.4, under `laag` at 0.6: the bands cross.", scale="\n".join(order))
    fault(k, 3, "BHV naar grootte", "First responders by size", pick(9, [
        C("safety", "responders", "BHV naar grootte", "First responders by size",
          'all:\n  - { indicator: first_aid_kit, standard: "is yes" }\n  - cases:§\n'
          '      - { when: { indicator: residents, standard: "<= 10" }, indicator: first_responders, standard: ">= 1" }§\n'
          '      - { when: { indicator: residents, standard: "between 12 and 50" }, indicator: first_responders, standard: ">= 2" }¤\n'
          '      - { when: { indicator: residents, standard: ">= 51" }, indicator: first_responders, standard: ">= 4" }', norm("31"))], 26),
        "A location with 11 residents falls between `<= 10` and `between 12 and 50`.")
    fault(k, 4, "Zitplaatsen", "Seats", pick(4, [
        C("living-space", "seats", "Zitplaatsen naar oppervlakte", "Seats by area",
          'indicator: common_seats\ncases:§\n  - { when: { indicator: common_area, standard: "<= 50" }, standard: ">= 10" }§\n'
          '  - { when: { indicator: common_area, standard: ">= 51" }, standard: ">= 30" }¤\nunit: seats', own())], 6),
        "The area is no whole number: 50.5 m2 falls between `<= 50` and `>= 51`.")
    fault(k, 5, "Watermonsters", "Water samples", pick(18, [
        C("management", "samples", "Watermonsters naar looptijd", "Water samples by age",
          'indicator: months since last_water_sample\ncases:§\n  - { when: { indicator: months since in_use_from, standard: "<= 12" }, standard: "<= 3" }§\n'
          '  - { when: { indicator: months since in_use_from, standard: ">= 9" }, standard: "<= 12" }¤\nunit: months', norm("4", "2023-07-01", "W7"))], 36),
        "From 9 to 12 months both conditions hold, with different limits: the cases cross.")

    # Bands that nothing reaches.
    k = "unreachable-band"
    top = bands(0, 0.4, 0.6, 0.75, 1.05).split("\n")
    top[5] += "¤"
    fault(k, 1, "Uitmuntend", "Excellent", pick(14, [], 30), "No score is above 1, so the band from 1.05 is never reached.", scale="\n".join(top))
    fault(k, 2, "Kookpitten", "Hobs", pick(7, [
        C("food", "hobs-size", "Kookpitten naar grootte", "Hobs by size",
          'indicator: hobs\ncases:§\n  - { when: { indicator: residents, standard: "<= 30" }, standard: ">= 8" }§\n'
          '  - { when: { indicator: residents, standard: "<= 8" }, standard: ">= 4" }¤\n'
          '  - { when: { indicator: residents, standard: ">= 31" }, standard: ">= 16" }\nunit: hobs', own())], 15),
        "The first case that holds counts: up to 8 residents is already inside `<= 30`.")
    fault(k, 3, "Sanitair naar fase", "Sanitation by phase", pick(12, [
        C("management", "notice-phase", "Aankondiging naar fase", "Notice by phase",
          'indicator: move_notice\ncases:§\n  - { when: { indicator: phase, standard: "one of [emergency]" }, standard: ">= 3" }§\n'
          '  - { when: { indicator: phase, standard: "one of [settled, transit]" }, standard: ">= 28" }§\n'
          '  - { when: { indicator: phase, standard: "one of [transit, emergency]" }, standard: ">= 7" }¤\nunit: days', own())], 39),
        "The two codes of the last case are each taken by one of the cases before it.")
    fault(k, 4, "Toezicht", "Supervision", pick(25, [
        C("safety", "hours", "Aanwezigheid", "Presence",
          'indicator: staff_hours\ncases:§\n  - { when: { indicator: phase, standard: "one of [emergency]" }, standard: ">= 20" }§\n'
          '  - { when: { all: [ { indicator: residents, standard: ">= 50" }, { indicator: phase, standard: "one of [emergency]" } ] }, standard: ">= 24" }¤\n'
          '  - { when: { indicator: phase, standard: "one of [transit, settled]" }, standard: ">= 8" }\nunit: hours', own())], 8),
        "Large locations in the emergency are already taken by the first case, which asks for the emergency alone.")
    four = bands(0, 0.4, 0.7, 0.9).split("\n")
    four[3] += "¤"
    fault(k, 5, "Drie eisen, vier banden", "Three requirements, four bands",
        [by["escape-routes"], by["electricity"], by["fire-equipment"]],
        "Three criteria of equal weight that are met or not give 0, 1/3, 1/2, 2/3 or 1: no score lies from 0.7 up to 0.9.", scale="\n".join(four))

    # Thresholds that cannot be, or that nobody can fail.
    k = "impossible-threshold"
    fault(k, 1, "Warme kamers", "Warm rooms", pick(11, [
        C("living-space", "comfort", "Comfort", "Comfort",
          'any:\n  - { indicator: wifi, standard: "is yes" }\n  - all:\n      - { indicator: study_area, standard: "is yes" }\n'
          '      - { indicator: room_temperature, standard: ">= 68" }¤', guide("4.7"))], 12),
        "The temperature goes up to 40 degrees in the code book; 68 was meant in Fahrenheit.")
    fault(k, 2, "Hoogte naar soort", "Height by kind", pick(13, [
        C("privacy", "height-kind", "Hoogte naar soort", "Height by kind",
          'indicator: lowest_ceiling\ncases:\n  - { when: { indicator: kind, standard: "one of [ship]" }, standard: ">= 2" }\n'
          '  - { when: { indicator: kind, standard: "one of [hotel, hall, office, homes]" }, standard: "between 4 and 2.4" }¤\nunit: m', guide("3.2"))], 1),
        "Nothing lies between 4 and 2.4: the ends are the wrong way round.")
    fault(k, 3, "Huisarts", "Family doctor", pick(3, [
        C("care", "doctor-percent", "Ingeschreven bij een huisarts", "Registered with a family doctor",
          'indicator: residents_with_doctor / residents§\nstandard: ">= 95"¤\nunit: share§', guide("hoofdstuk 5", "2023", "Z4"))], 18),
        "A share is at most 1; 95 was meant in per cent.")
    fault(k, 4, "Sanitair", "Sanitation", pick(30, [
        C("sanitation", "layout-ship", "Sanitair op schepen", "Sanitation on ships",
          'when: { indicator: kind, standard: "one of [ship, hotel]" }\nindicator: sanitary_layout\nstandard: "one of [individual, seperate]"¤', guide("4.3"))], 5),
        "The layout has no code `seperate`; it is written `separate`.")
    fault(k, 5, "Gebreken", "Defects", pick(9, [
        C("safety", "defects", "Geen ernstige gebreken", "No serious defects", 'indicator: open_defects\nstandard: ">= 0"¤\nunit: defects', norm("25"))], 37),
        "A count is never under 0, so nobody can fail `>= 0`; `<= 0` was meant.")

    # Units.
    k = "unit-mismatch"
    fault(k, 1, "Douches", "Showers", pick(10, [
        C("sanitation", "shower-unit", "Personen per douche", "Persons per shower", 'indicator: residents / showers§\nstandard: "<= 12"\nunit: m2/person¤', known())], 14),
        "Residents per shower are persons/shower, not m2/person.")
    fault(k, 2, "Halte", "Stop", pick(8, [
        C("access", "stop-unit", "Halte in de buurt", "Stop nearby", 'indicator: stop_distance§\nstandard: "<= 0.8"\nunit: share¤', guide("7.2"))], 27),
        "The distance to the stop is in km, not a share.")
    fault(k, 3, "Toiletten", "Toilets", pick(17, [
        C("sanitation", "toilet-unit", "Toiletten", "Toilets", 'indicator: toilets / residents§\nstandard: ">= 0.1"\nunit: persons/toilet¤', known())], 32),
        "Toilets over residents are toilets/person: the ratio stands upside down against its unit.")
    fault(k, 4, "Keuring", "Inspection", pick(6, [
        C("safety", "inspection-unit", "Keuring naar soort", "Inspection by kind",
          'indicator: months since last_inspection§\ncases:\n  - { when: { indicator: kind, standard: "one of [ship]" }, standard: "<= 12" }\n'
          '  - { when: { indicator: kind, standard: "one of [hotel, hall, office, homes]" }, standard: "<= 24" }\nunit: days¤', norm("21"))], 3),
        "The indicator counts months, the unit says days.")
    fault(k, 5, "Slaapruimte", "Bedroom space", [
        by["lockable-room"], by["daylight"], by["height"],
        C("privacy", "area-unit", "Slaapruimte per persoon", "Bedroom space per person", 'indicator: bedroom_area§\nstandard: ">= 4"\nunit: m2/person¤', guide("3.1")),
        by["one-family"], by["wifi"], by["laundry"]],
        "The joined sum of areas is in m2; the division by the residents was forgotten.", own=True,
        derived=["lockable_rooms", "rooms_with_window", "bedroom_area", "lowest_ceiling"])

    # Unknown variables.
    k = "unknown-variable"
    fault(k, 1, "Kamers", "Rooms", pick(12, [
        C("privacy", "lock-typo", "Afsluitbare kamer", "Lockable room", 'indicator: lockable_room / rooms¤\nstandard: ">= 1"\nunit: share', guide("3.4"))], 8),
        "The code book has `lockable_rooms`, not `lockable_room`.")
    fault(k, 2, "Dieet", "Diets", pick(7, [
        C("food", "diet-typo", "Dieet", "Diets", 'when: { indicator: has_catering, standard: "is yes" }¤\nindicator: dietary_choice\nstandard: "is yes"', guide("6.4"))], 19),
        "The condition asks for `has_catering`; the variable is called `catering`.")
    fault(k, 3, "Toezicht", "Supervision", pick(24, [
        C("safety", "guard-typo", "Toezicht", "Supervision",
          'any:\n  - atLeast:\n      count: 2\n      of:\n        - { indicator: access_control, standard: "is yes" }\n        - { indicator: outdoor_lighting, standard: "is yes" }\n'
          '        - { indicator: camera_supervision, standard: "is yes" }¤\n  - { indicator: night_guard, standard: "is yes" }', guide("5.1"))], 21),
        "The code book has no variable `camera_supervision`.")
    fault(k, 4, "Risicoanalyse", "Risk assessment", pick(5, [
        C("safety", "risk-typo", "Risicoanalyse recent", "Recent risk assessment",
          'all:\n  - { indicator: months since last_risk_assesment, standard: "<= 12" }¤\n  - { indicator: emergency_plan, standard: "is yes" }\nunit: months', guide("5.2"))], 10),
        "`last_risk_assesment` lacks an s; the code book has `last_risk_assessment`.")
    fault(k, 5, "Kookpitten", "Hobs", pick(16, [
        C("food", "hobs-header", "Kookpitten naar grootte", "Hobs by size",
          'indicator: hobs\ncases:\n  - { when: { indicator: residents, standard: "<= 8" }, standard: ">= 4" }\n'
          '  - { when: { indicator: bewoners, standard: ">= 9" }, standard: ">= 8" }¤\nunit: hobs', own())], 34),
        "`bewoners` is the header of the column; the variable is called `residents`.")

    # Variables of the framework's own code book that nobody uses.
    k = "unused-variable"
    fault(k, 1, "Klein kader", "Small framework", pick(4, [], 0), "Nothing uses the number of lockers.", own=True, extra="lockers")
    fault(k, 2, "Ingang en toezicht", "Entrance and supervision", pick(12, [], 6), "Nothing uses the question about outdoor lighting.", own=True, extra="outdoor_lighting")
    fault(k, 3, "Termijnen", "Periods", pick(19, [], 15), "Nothing uses the date on which the closing was told.", own=True, extra="closing_told")
    fault(k, 4, "Kamers", "Rooms", [by["lockable-room"], by["bedroom-space"], by["repairs"], by["hot-water"], by["beds"], by["talk"]],
        "The joined mean of the floor areas is derived and used by nobody.", own=True,
        derived=["lockable_rooms", "bedroom_area", "mean_area"], extra="mean_area")
    fault(k, 5, "Sanitair", "Sanitation", pick(28, [], 17, [c for c in POOL if c.short != "layout"]), "Nothing uses the layout of the sanitation.", own=True, extra="sanitary_layout")

    # Where a rule comes from.
    k = "missing-provenance"
    fault(k, 1, "Verbanddoos", "First-aid kit", pick(10, [
        C("safety", "aid", "Verbanddoos", "First-aid kit", 'indicator: first_aid_kit\nstandard: "is yes"',
          'status: guidance\nsource: ""¤\nsourceVersion: "2019"\nverified: { tag: S, ref: L1 }\n')], 3),
        "The source is empty.")
    fault(k, 2, "Calamiteiten", "Emergencies", pick(15, [
        C("management", "plan-todo", "Calamiteitenplan", "Emergency plan", 'indicator: emergency_plan\nstandard: "is yes"', known("TODO").replace('"TODO"', '"TODO"¤'))], 20),
        "TODO is no source.")
    fault(k, 3, "Bezoek", "Visits", pick(6, [
        C("privacy", "visitors", "Bezoek", "Visits", 'indicator: visitors_allowed\nstandard: "is yes"',
          'status: guidance\nsourceVersion: "2019"\nverified: { tag: S, ref: L1 }\n', block=True)], 35),
        "The criterion has no source at all.")
    fault(k, 4, "Nachtwacht", "Night guard", pick(21, [
        C("safety", "guards", "Toezicht in de nacht", "Supervision at night",
          'when: { indicator: capacity, standard: ">= 50" }\nany:\n  - { indicator: night_guard, standard: "is yes" }\n  - { indicator: access_control, standard: "is yes" }',
          'status: guidance\nsource: "nog invullen"¤\nverified: { tag: K }\n' + remark("De eis is algemene kennis.", "The requirement is general knowledge."))], 29),
        "'nog invullen' (to be filled in) is a placeholder, not a source.")
    fault(k, 5, "Kader zonder bron", "Framework without a source", pick(9, [], 24), "The source of the framework as a whole is a question mark.", source='"?"¤')

    # How far it was checked.
    k = "missing-verification"
    fault(k, 1, "Verbanddoos", "First-aid kit", pick(11, [
        C("safety", "aid", "Verbanddoos", "First-aid kit", 'indicator: first_aid_kit\nstandard: "is yes"',
          guide("5.9").replace("{ tag: S, ref: L1 }", "{ tag: S }¤"))], 1),
        "Tag S says that the document was read, but no ref says which.")
    fault(k, 2, "Gangbare waarde", "Usual value", pick(8, [
        C("living-space", "seats", "Zitplaatsen", "Seats", 'indicator: common_seats / residents\nstandard: ">= 0.5"\nunit: seats/person',
          'status: guidance\nsource: "Leidraad Opvang (2019), verblijf"\nsourceVersion: "2019"\nverified: { tag: K }¤\n', block=True)], 13),
        "Tag K (not verified) needs a remark that says so, and there is none.")
    fault(k, 3, "Nagekeken zonder datum", "Checked without a date", pick(14, [
        C("management", "plan", "Calamiteitenplan", "Emergency plan", 'indicator: emergency_plan\nstandard: "is yes"',
          guide("5.4").replace("ref: L1 }", 'ref: L1, by: "Redactie" }¤'))], 38),
        "Somebody checked it (by), but not when (on).")
    fault(k, 4, "Bezoek", "Visits", pick(5, [
        C("privacy", "visitors", "Bezoek", "Visits", 'indicator: visitors_allowed\nstandard: "is yes"',
          'status: guidance\nsource: "Leidraad Opvang (2019), 3.14 (L1)"\nsourceVersion: "2019"\n', block=True)], 22),
        "The criterion does not say how far it was checked: `verified` is missing.")
    fault(k, 5, "Branche", "Branch", pick(26, [
        C("sanitation", "toilets-branch", "Personen per toilet (branche)", "Persons per toilet (branch)",
          'indicator: residents / toilets\nstandard: "<= 8"\nunit: persons/toilet\nweight: 0',
          'status: benchmark\nsource: "Branchestandaard Verblijf, 2.2, via verblijfsnormen.example (V1)"\nsourceVersion: "2021-03-01"\nverified: { tag: S2, ref: V1 }¤\n',
          block=True)], 4),
        "Tag S2 (read in a secondary source) needs a remark, and there is none.")

    # Since when, until when, which version.
    k = "missing-validity"
    fault(k, 1, "Norm zonder versie", "Norm without a version", pick(9, [
        C("safety", "aid", "Verbanddoos", "First-aid kit", 'indicator: first_aid_kit\nstandard: "is yes"',
          'status: norm\nsource: "Besluit brandveilig verblijf, artikel 33 (B3)"\nverified: { tag: S, ref: B3 }\n', block=True)], 18),
        "The norm has no version and no date: nobody knows which text is meant.")
    fault(k, 2, "Gebruiksoppervlakte", "Usable area", pick(13, [
        C("living-space", "area", "Gebruiksoppervlakte", "Usable area",
          'indicator: usable_area / residents\nstandard: ">= 12"\nunit: m2/person\nvalidFrom: 2024-04-01§\nvalidTo: 2023-12-31¤', norm("7"))], 0),
        "The validity ends on 31 December 2023, before it begins on 1 April 2024.")
    fault(k, 3, "Lege versie", "Empty version", pick(22, [
        C("privacy", "visitors", "Bezoek", "Visits", 'when: { indicator: adults, standard: ">= 1" }\nindicator: visitors_allowed\nstandard: "is yes"',
          norm("8", "", "R6").replace('sourceVersion: ""', 'sourceVersion: ""¤'), block=True)], 30),
        "The version of the norm is empty, and no date takes its place.")
    fault(k, 4, "Een dag te vroeg", "A day too early", pick(7, [
        C("safety", "night", "Nachtwacht", "Night guard",
          'when: { indicator: residents, standard: ">= 100" }\nindicator: night_guard\nstandard: "is yes"\nvalidFrom: 2025-01-01§\nvalidTo: 2024-12-31¤', norm("35"))], 40),
        "The validity ends a day before it begins, so the criterion is never in force.")
    fault(k, 5, "Basiseis", "Basic requirement", pick(17, [
        C("safety", "responders", "BHV aanwezig", "First responders present",
          'indicator: first_responders\nstandard: ">= 1"\nunit: persons\nbasicRequirement: true',
          'status: norm\nsource: "Besluit brandveilig verblijf, artikel 31 (B3)"\nverified: { tag: S, ref: B3 }\n', block=True)], 23),
        "A basic requirement caps a result, but this norm has no version and no date.")

    # Weights.
    k = "weight-problem"
    fault(k, 1, "Negatief gewicht", "Negative weight", pick(10, [
        C("management", "plan", "Calamiteitenplan", "Emergency plan", 'indicator: emergency_plan\nstandard: "is yes"\nweight: -1¤', own())], 5),
        "A weight cannot be negative.")
    fault(k, 2, "Bezetting", "Occupancy", pick(14, [
        C("comparison", "occupancy", "Bezettingsgraad", "Occupancy", 'indicator: residents / capacity\nstandard: report\nunit: persons/place\nweight: 2¤', own(), block=True),
        C("comparison", "aid", "Verbanddoos", "First-aid kit", 'indicator: first_aid_kit\nstandard: "is yes"', guide("5.9"))], 16),
        "A criterion that is only reported is never judged, and yet it has weight 2.")
    fault(k, 3, "Thema zonder telling", "Theme that counts nothing", pick(12, [
        C("comparison", "toilets-branch", "Personen per toilet (branche)", "Persons per toilet (branch)",
          'indicator: residents / toilets\nstandard: "<= 8"\nunit: persons/toilet\nweight: 0§', benchmark("2.2")),
        C("comparison", "space-branch", "Slaapruimte (branche)", "Bedroom space (branch)",
          'indicator: bedroom_area / residents\nstandard: ">= 5.5"\nunit: m2/person\nweight: 0§', benchmark("1.4"))], 3),
        "The theme has weight 3, but all its criteria have weight 0: it never has a score.", weights={"comparison": "3¤"}, theme_mark={"comparison": "§"})
    fault(k, 4, "Alles nul", "All zero", pick(6, [], 36, [c for c in POOL if c.theme in ("safety", "care")]),
        "All themes have weight 0, so there is no overall score, while the framework has a cutoff for it.",
        weights={"safety": "0¤", "care": "0§"}, theme_mark={"safety": "§", "care": "§"})
    fault(k, 5, "Nog niet te berekenen", "Not computable yet", [by["escape-routes"], by["electricity"], by["fire-equipment"], by["drills"],
        C("safety", "move", "Verhuizing niet achteruit", "No worse after a move", 'pending: move-comparison§\nweight: 6¤', own(), block=True)],
        "The pending criterion is always unknown and has 6 of the weight 10: coverage never reaches the floor of 0.6.")


def main():
    write_clean()
    write_faulty()
    put("books/opvang-basis.yaml", book("opvang-basis", "Inspectie van opvang", "Inspection of reception", list(VARIABLES.items())))
    for folder in ["clean", "faulty", "books"]:
        shutil.rmtree(HERE / folder, ignore_errors=True)
        (HERE / folder).mkdir()
    assert [sum(f["kind"] == k for f in SET["faulty"]) for k in KINDS] == [5] * 12 and len(SET["clean"]) == 20
    put("set.json", json.dumps(SET, ensure_ascii=False, indent=2) + "\n")
    for path, text in OUTPUT.items():
        assert "¤" not in text and "§" not in text or path == "set.json", path
        (HERE / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
