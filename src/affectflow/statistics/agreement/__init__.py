"""Agreement of raters on categories, values and sets.

Every measure takes `Votes`, a long table of coded votes, or tables made from it. Ready
measures (`alpha`, `coefficient`, `conger`, `two_raters`) have an estimate, an influence of
each item and a law of resampling; `intervals` turns any of them into plain data.
"""
