"""Reads studyforrest."""
