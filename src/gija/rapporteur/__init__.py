"""Zone D, tables only. Here will live: statistics, monitoring, bodies, plan, activities, reports of the National Rapporteur."""
