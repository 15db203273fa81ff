"""What an analyst does with the chart of a dossier: decide who is one, find ways, see time and places, edit it outside.

For analysts and investigators of the police. Asked for by the charts of the hit/no-hit system of 2011 (NIIS) and by the
way analysts work: the chart goes to Analyst's Notebook and comes back.
"""
