#!/usr/bin/env python3
"""Takes the pictures of the report and the notebooks in docs/images, from a finished run of the demo, in Chromium.

    .venv/bin/python -m pip install -r bench/docs/requirements.txt
    .venv/bin/python bench/docs/pictures.py runs/demo

Those of the labelling page: mvn -pl common test -Dtest=PageShots. Look at each before it is committed.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
WIDTH = 1280
MOST_BYTES = 250_000
COLOURS = 128

# Of a page's picture: from which line, and how many lines.
REPORT = {"report": (0, 1100), "report-map": (1100, 1100)}
NOTEBOOKS = {"what-is-in-a-run": (0, 1000), "where-the-model-is-confused": (0, 1000), "is-it-working": (0, 1000)}


def shoot(page: Path, height: int, file: Path) -> None:
    """The whole page at once: a window as high as what is shown of it."""
    browser = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])))
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [browser, "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars", f"--user-data-dir={profile}",
             f"--window-size={WIDTH},{height}", "--virtual-time-budget=10000", f"--screenshot={file}", page.as_uri()],
            check=True, capture_output=True)


def keep(whole: Path, name: str, top: int, height: int) -> None:
    with Image.open(whole) as picture:
        part = picture.convert("RGB").crop((0, top, picture.width, min(top + height, picture.height)))
        part.quantize(COLOURS, dither=Image.Dither.NONE).save(IMAGES / f"{name}.png", optimize=True)
    size = (IMAGES / f"{name}.png").stat().st_size
    print(f"{name}.png: {size:,} bytes")
    if size > MOST_BYTES:
        sys.exit(f"docs/images/{name}.png is larger than {MOST_BYTES:,} bytes. Show less of the page.")


def notebook_page(name: str, folder: Path) -> Path:
    notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", 4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(ROOT / "notebooks")}}).execute()
    page = folder / f"{name}.html"
    page.write_text(HTMLExporter(exclude_input=True, exclude_output_prompt=True, mathjax_url="", require_js_url="").from_notebook_node(notebook)[0], encoding="utf-8")
    return page


def main() -> None:
    run = Path(sys.argv[1]).resolve()
    os.environ["PENUMBRA_RUN"] = str(run)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        pages = {run / "exports" / "report.html": REPORT}
        pages |= {notebook_page(name, folder): {f"notebook-{name}": part} for name, part in NOTEBOOKS.items()}
        for page, parts in pages.items():
            whole = folder / "whole.png"
            shoot(page, max(top + height for top, height in parts.values()), whole)
            for name, (top, height) in parts.items():
                keep(whole, name, top, height)


if __name__ == "__main__":
    main()
