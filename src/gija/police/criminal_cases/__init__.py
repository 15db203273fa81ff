"""Criminal cases by stage: begun when, of which article, on which day each stage was reached by whom, how it ended.

For investigators, of their own institution's cases. No name of anybody is kept: a case has its number, encrypted, and
its people are the first, the second ... Every yearly figure is counted from the days. Asked for by S1 (lines 19 to 33
and 152 to 164), whose words are uneven.
"""
