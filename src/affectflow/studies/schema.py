"""The JSON Schema of a study file, for editors; generated, never written by hand."""

from __future__ import annotations

import json

from .study import Study


def study_schema() -> str:
    """The text of `params/study.schema.json`."""
    schema = Study.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
