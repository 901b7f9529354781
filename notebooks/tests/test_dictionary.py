"""The data dictionary for people says what the code says."""

import pytest
from dictionary import declared, documented


def test_every_dataset_of_the_code_is_documented_and_no_other() -> None:
    assert len(declared()) >= 20, "RunDataset.java could not be read"
    assert list(documented()) == list(declared())


@pytest.mark.parametrize("dataset", declared())
def test_columns_and_types_are_documented_in_their_order(dataset: str) -> None:
    assert documented()[dataset] == declared()[dataset]
