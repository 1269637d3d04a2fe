"""`affectflow export`: a run as a research object (Provenance Run Crate), and as a zip that a journal can take."""

from .errors import ExportError
from .export import Exported, export

__all__ = ["ExportError", "Exported", "export"]
