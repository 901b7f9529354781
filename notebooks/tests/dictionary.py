"""The data dictionary, read from the page for people and from the code."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "datasets.md"
CODE = ROOT / "jobs/src/main/java/org/penumbra/jobs/data/RunDataset.java"

Columns = list[tuple[str, str]]


def documented() -> dict[str, Columns]:
    """Columns (name, type) by dataset, as docs/datasets.md has them."""
    datasets: dict[str, Columns] = {}
    for section in re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.M)[1:]:
        name = section.splitlines()[0].strip()
        datasets[name] = re.findall(r"^\| `(\w+)` \| ([\w<>]+) \|", section, flags=re.M)
    return datasets


def declared() -> dict[str, Columns]:
    """Columns (name, type) by dataset, as the enum's DDL has them."""
    constant = r'^  ([A-Z_]+)\(\s*(?:"""(.*?)"""|"(.*?)")\)[,;]'
    found = re.findall(constant, CODE.read_text(encoding="utf-8"), flags=re.M | re.S)
    return {name.lower(): _columns(block or line) for name, block, line in found}


def _columns(ddl: str) -> Columns:
    fields = (field.split() for field in ddl.replace("`", "").split(","))
    return [(name, kind.lower()) for name, kind in fields]
