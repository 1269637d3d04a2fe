"""What a user is told who has not installed the packages that twins need."""

import pytest

from affectflow.errors import CorpusError
from affectflow.twins.extras import need


def test_every_absent_package_is_told_and_how_to_install_it():
    with pytest.raises(CorpusError) as caught:
        need("json", "no_such_package_a", "no_such_package_b")
    assert [problem.place for problem in caught.value.problems] == ["no_such_package_a", "no_such_package_b"]
    assert "pip install affectflow[twins]" in str(caught.value)
