#!/usr/bin/env bash
# Gathers the strings of the pages into src/gija/locale. Rooms without Django carry both languages beside the code and are left out.
set -euo pipefail
cd "$(dirname "$0")/.."
tools/debian.sh gettext
cd src/gija
DJANGO_SETTINGS_MODULE=gija.config.settings ../../.venv/bin/django-admin makemessages -l lt --no-location --no-wrap --no-obsolete \
    --ignore='vocabulary/**' --ignore='methods/**' --ignore='formats/**' --ignore='figures/**' --ignore='messages/**' --ignore='linkage_unit/**'
