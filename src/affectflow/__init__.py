"""affectflow: one YAML file declares an affective-computing study; a workflow carries it to a report."""

__version__ = "0.1.0"
