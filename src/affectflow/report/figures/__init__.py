"""The report's figures; each is a pure function from plain values to a drawing."""
