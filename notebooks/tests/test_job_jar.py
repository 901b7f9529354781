"""The job jar holds what Spark does not bring, for one platform, and nothing twice."""

import os
from pathlib import Path
from zipfile import ZipFile

import pytest

TARGET = Path(__file__).parents[2] / "jobs" / "target"


def entries(jar: Path) -> set[str]:
    with ZipFile(jar) as archive:
        return {name for name in archive.namelist() if not name.endswith("/")}


@pytest.fixture(scope="module")
def job_jar() -> set[str]:
    return entries(TARGET / "penumbra.jar")


def test_no_class_is_also_on_sparks_class_path(job_jar: set[str]) -> None:
    classes = {name for name in job_jar if name.endswith(".class")}
    for jar in (TARGET / "spark.classpath").read_text().split(os.pathsep):
        both = classes & entries(Path(jar))
        assert not both, f"{Path(jar).name}: {sorted(both)[:5]}"


def test_only_one_platforms_natives_are_inside(job_jar: set[str]) -> None:
    natives = {name for name in job_jar if name.endswith((".so", ".dll", ".dylib", ".jnilib"))}
    assert natives
    assert all("linux-x86_64" in n or "linux-x86-64" in n or "linux-x64" in n for n in natives)


@pytest.mark.parametrize(
    "name",
    [
        "META-INF/LICENSE",
        "META-INF/NOTICE",
        "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend",
        "META-INF/services/ai.djl.engine.EngineProvider",
        "all-minilm-l6-v2.onnx",
        "all-minilm-l6-v2-q.onnx",
        "bge-small-en-v1.5.onnx",
        "nd4j-native.properties",
        "org/penumbra/shaded/config/Config.class",
        "META-INF/resources/webjars/d3/7.9.0/dist/d3.min.js",
    ],
)
def test_what_a_job_needs_is_inside(job_jar: set[str], name: str) -> None:
    assert name in job_jar


def test_no_signature_of_another_jar_is_inside(job_jar: set[str]) -> None:
    assert not {n for n in job_jar if n.startswith("META-INF/") and n.endswith((".SF", ".RSA", ".DSA"))}
