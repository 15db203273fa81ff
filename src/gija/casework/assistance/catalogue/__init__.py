"""The catalogue of services of an institution: added, changed, retired; read by whoever enters what was given."""
