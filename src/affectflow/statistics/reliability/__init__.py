"""Reliability of numeric ratings, of continuous traces and of timed episodes.

Ratings are arrays of shape (items, raters). Everything here is a pure function of arrays; what
is undefined is NaN with a `reason`, and every convention is named in what is returned.
"""
