"""The words of the files of a dossier that no vocabulary has."""

from __future__ import annotations

from gija.vocabulary.text import Text

HANDLING = Text("Handling code", "Tvarkymo kodas")
FROM_WHERE = Text("Where it comes from", "Iš kur")
KNOWN = Text("What is known", "Kas žinoma")
ENTITIES = (
    HANDLING,
    Text("Type", "Rūšis"),
    Text("Entity", "Objektas"),
    Text("Category", "Kategorija"),
    KNOWN,
    Text("Merged by", "Sujungta pagal"),
    FROM_WHERE,
)
RELATIONS = (
    HANDLING,
    Text("From", "Nuo"),
    Text("Relation", "Ryšys"),
    Text("To", "Iki"),
    Text("Start", "Pradžia"),
    Text("End", "Pabaiga"),
    KNOWN,
    Text("Fact or assessment", "Faktas ar vertinimas"),
    FROM_WHERE,
)
TIMELINE = (Text("When", "Kada"), Text("What", "Kas"))
DATABASES = (
    Text("Database", "Duomenų bazė"),
    Text("State", "Būsena"),
    Text("As of", "Duomenų laikas"),
    Text("On the chart", "Schemoje"),
    Text("Contact", "Kontaktai"),
)
ENTITIES_NAME, RELATIONS_NAME = Text("Entities", "Objektai"), Text("Relations", "Ryšiai")
TIMELINE_NAME, DATABASES_NAME = Text("Timeline", "Laiko juosta"), Text("Databases", "Duomenų bazės")
CHART_NAME, MAP_NAME = Text("Chart", "Schema"), Text("Places", "Vietos")
DECISIONS_NAME = Text("Who was taken for one", "Kas laikoma tuo pačiu asmeniu")
TIMELINE_ALT = Text(
    "Timeline of what has a date; the same stands in the tables of entities and relations.",
    "Laiko juosta to, kas turi datą; tas pats pateikta objektų ir ryšių lentelėse.",
)
MAP_ALT = Text(
    "Schematic map of places with a key; the addresses stand in the table of entities.",
    "Scheminis vietų žemėlapis su sutartiniais ženklais; adresai pateikti objektų lentelėje.",
)
INCOMPLETE = Text("Incomplete: {databases}.", "Nepilna: {databases}.")
GATHERED, PURPOSE, REASON = Text("Gathered", "Surinkta"), Text("Purpose", "Paskirtis"), Text("Reason", "Priežastis")
ONE, APART = Text("shown as one", "rodoma kaip vienas"), Text("kept apart", "rodoma atskirai")
MODEL = Text("model {version}", "modelis {version}")
WEIGHT = Text("match weight {weight} bits", "atitikties svoris – {weight} bito")
