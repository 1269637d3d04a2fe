"""Nobody is named but those in CITATION.cff."""

import pytest

from affectflow.crate import ExportError
from affectflow.crate.people import citation

FULL = """
license: MIT
version: 1.2.0
repository-code: https://example.org/code
authors:
  - {family-names: Doe, given-names: Jo, orcid: "https://orcid.org/0000-0000-0000-0000", affiliation: A University}
  - {name: A Group, website: "https://example.org/group"}
  - {name: Another Group}
"""


def test_people_groups_and_affiliations_become_entities(tmp_path):
    (tmp_path / "CITATION.cff").write_text(FULL)
    found = citation(tmp_path)
    assert found.authors == [
        {"@id": "https://orcid.org/0000-0000-0000-0000", "@type": "Person", "name": "Jo Doe",
         "affiliation": {"@id": "#a-university"}},
        {"@id": "https://example.org/group", "@type": "Organization", "name": "A Group",
         "url": "https://example.org/group"},
        {"@id": "#another-group", "@type": "Organization", "name": "Another Group"},
    ]  # fmt: skip
    assert found.others == [{"@id": "#a-university", "@type": "Organization", "name": "A University"}]
    assert (found.licence, found.address, found.version) == ("MIT", "https://example.org/code", "1.2.0")


@pytest.mark.parametrize("text", [None, "title: x", "authors: []"])
def test_an_export_without_authors_is_refused(tmp_path, text):
    if text is not None:
        (tmp_path / "CITATION.cff").write_text(text)
    with pytest.raises(ExportError, match=r"CITATION\.cff: authors"):
        citation(tmp_path)
