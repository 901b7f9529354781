"""Holds the bill of materials against licenses/THIRD-PARTY.md: all that is bundled is listed there, and nothing else."""

import json
import sys
from pathlib import Path

TABLE = Path(__file__).parent / "licenses" / "THIRD-PARTY.md"
OWN = "org.penumbra"


def listed() -> dict[str, str]:
    """Licence by group, or by group and name."""
    rows = [line.split("|") for line in TABLE.read_text().splitlines() if line.startswith("| `")]
    return {row[1].strip().strip("`"): row[2].strip() for row in rows}


def main(bill: str) -> None:
    licences = listed()
    used = set()
    problems = []
    for component in json.loads(Path(bill).read_text())["components"]:
        group, name = component["group"], component["name"]
        key = f"{group}:{name}" if f"{group}:{name}" in licences else group
        if group == OWN:
            continue
        if key not in licences:
            problems.append(f"{group}:{name} is bundled and not listed")
            continue
        used.add(key)
        told = {said["license"].get("id") for said in component.get("licenses", []) if "license" in said}
        if told - {None} and licences[key] not in told:
            problems.append(f"{group}:{name} says {sorted(told - {None})}, the list {licences[key]}")
    problems += [f"{key} is listed and not bundled" for key in sorted(licences.keys() - used)]
    if problems:
        sys.exit("Cannot release: " + "; ".join(problems) + f". Mend {TABLE}.")


if __name__ == "__main__":
    main(sys.argv[1])
