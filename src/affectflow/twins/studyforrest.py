"""The twin of studyforrest."""
