"""The victims of the demo country, 2012-2014: whom three NGOs, an international organisation and the police know of.

For the second main job, its tests and the counting of different people; everybody is invented, the totals are those
published. Asked for by issue 3 (§3).
"""
