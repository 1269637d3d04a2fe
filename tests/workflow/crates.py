"""Holds a research object against the profiles that it names, without a network."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from importlib.resources import files
from pathlib import Path

import requests
from requests_cache import CachedSession
from rocrate_validator.models import Severity, ValidationSettings
from rocrate_validator.services import validate
from urllib3 import HTTPResponse

PROFILES = {"ro-crate", "process-run-crate", "workflow-ro-crate", "workflow-run-crate", "provenance-run-crate"}
"""Without their versions. Each but the last is held too where the last is: it rests on them."""
WORKFLOW_RUN = "https://w3id.org/ro/terms/workflow-run"
BIOSCHEMAS = "https://bioschemas.org/"
OWN_TERMS = (
    "ParameterConnection", "ContainerImage", "connection", "sourceParameter", "targetParameter", "md5", "sha1",
    "sha256", "sha512", "environment", "registry", "tag", "containerImage", "resourceUsage",
)  # fmt: skip


def contexts() -> dict[str, dict[str, str]]:
    """The two JSON-LD contexts of our crates, by address.

    rocrate carries the context of RO-Crate 1.3. That of 1.1 has the same schema.org terms
    and other addresses for what Bioschemas defines.
    """
    known = json.loads(files("rocrate").joinpath("data/ro-crate.jsonld").read_text("utf8"))["@context"]
    workflow = f"{BIOSCHEMAS}ComputationalWorkflow"
    bioschemas = {
        "ComputationalWorkflow": workflow, "input": f"{workflow}#input", "output": f"{workflow}#output",
        "FormalParameter": f"{BIOSCHEMAS}FormalParameter",
    }  # fmt: skip
    return {
        "https://w3id.org/ro/crate/1.1/context": known | bioschemas,
        f"{WORKFLOW_RUN}/context": {term: f"{WORKFLOW_RUN}#{term}" for term in OWN_TERMS},
    }


def issues(crate: Path, cache: Path) -> set[str]:
    """What the validator finds in a crate by all profiles, recommendations included; it is kept from the network.

    Args:
        crate: zip of the crate.
        cache: file for the validator's HTTP cache, which is all that it may ask.
    """
    _fill(cache)
    settings = ValidationSettings(
        rocrate_uri=str(crate), profile_identifier="provenance-run-crate", requirement_severity=Severity.RECOMMENDED,
        offline=True, cache_path=cache,
    )  # fmt: skip
    result = validate(settings)
    assert {profile.identifier.rsplit("-", 1)[0] for profile in result.context.profiles} == PROFILES
    return {f"{issue.severity.name}: {issue.message}" for issue in result.get_issues()}


def _fill(cache: Path) -> None:
    with CachedSession(str(cache), backend="sqlite", expire_after=-1) as session:
        for address, terms in contexts().items():
            body = json.dumps({"@context": terms}).encode()
            response = requests.Response()
            response.status_code, response.url, response._content = 200, address, body
            response.headers["Content-Type"] = "application/ld+json"
            response.request = requests.Request("GET", address).prepare()
            response.raw = HTTPResponse(io.BytesIO(body), response.headers, 200, preload_content=False)
            session.cache.save_response(response)


def entities(crate: Path) -> dict[str, dict]:
    """The entities of a crate by their identifiers."""
    with zipfile.ZipFile(crate) as archive:
        graph = json.loads(archive.read("ro-crate-metadata.json"))["@graph"]
    assert len({entity["@id"] for entity in graph}) == len(graph)
    return {entity["@id"]: entity for entity in graph}


def references(value) -> set[str]:
    """Every identifier that a value refers to, at any depth."""
    if isinstance(value, list):
        return {name for part in value for name in references(part)}
    return {value["@id"]} if isinstance(value, dict) else set()


def is_kind(entity: dict, kind: str) -> bool:
    """Whether an entity is of a type."""
    return kind in ([entity["@type"]] if isinstance(entity["@type"], str) else entity["@type"])


def untrue_hashes(crate: Path) -> list[str]:
    """Files of a crate that no entity describes, or whose hash or size is not what their entity says."""
    known = entities(crate)
    with zipfile.ZipFile(crate) as archive:
        contents = {name: archive.read(name) for name in archive.namelist() if name != "ro-crate-metadata.json"}
    described = {name for name, entity in known.items() if is_kind(entity, "File")}
    wrong = [
        name
        for name, content in contents.items()
        if name in described
        and (known[name]["sha256"], known[name]["contentSize"])
        != (hashlib.sha256(content).hexdigest(), str(len(content)))
    ]
    return wrong + sorted(described ^ set(contents))
