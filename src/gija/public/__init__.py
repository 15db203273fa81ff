"""Zone E, no database. Here will live: releases as immutable files, the portal, the tip form."""
