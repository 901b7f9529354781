"""The manifests of conf/kubernetes agree with the profile, and the image with a release."""

from pathlib import Path
from typing import Any

import pytest
import yaml

CONF = Path(__file__).parents[2] / "conf"

# Where a SparkApplication has a field of its own for what Spark has a setting for.
FIELDS = {
    "spark.kubernetes.container.image": ("image",),
    "spark.kubernetes.namespace": ("..", "metadata", "namespace"),
    "spark.kubernetes.authenticate.driver.serviceAccountName": ("driver", "serviceAccount"),
    "spark.executor.cores": ("executor", "cores"),
    "spark.executor.memory": ("executor", "memory"),
    "spark.executor.memoryOverhead": ("executor", "memoryOverhead"),
    "spark.driver.memory": ("driver", "memory"),
    "spark.driver.memoryOverhead": ("driver", "memoryOverhead"),
    "spark.dynamicAllocation.enabled": ("dynamicAllocation", "enabled"),
    "spark.dynamicAllocation.minExecutors": ("dynamicAllocation", "minExecutors"),
    "spark.dynamicAllocation.maxExecutors": ("dynamicAllocation", "maxExecutors"),
}


def profile() -> dict[str, str]:
    lines = (CONF / "profiles" / "kubernetes.properties").read_text().splitlines()
    return dict(line.split(maxsplit=1) for line in lines if line.startswith("spark."))


def documents(name: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load_all((CONF / "kubernetes" / name).read_text()))


def field(application: dict[str, Any], path: tuple[str, ...]) -> str:
    value = application if path[0] == ".." else application["spec"]
    for name in path:
        value = value if name == ".." else value[name]
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize(
    ("key", "value"),
    [(k, v) for k, v in profile().items() if k != "spark.submit.deployMode"],
)
def test_the_application_is_set_as_the_profile(key: str, value: str) -> None:
    [application] = documents("round.yaml")
    if key in FIELDS:
        assert field(application, FIELDS[key]) == value
    else:
        assert application["spec"]["sparkConf"][key].split()[0] == value


def test_the_application_may_do_what_its_account_is_for() -> None:
    [application] = documents("round.yaml")
    account, role, binding = documents("access.yaml")
    assert account["metadata"]["name"] == application["spec"]["driver"]["serviceAccount"]
    assert binding["subjects"][0]["name"] == account["metadata"]["name"]
    assert binding["roleRef"]["name"] == role["metadata"]["name"]
    assert {application["metadata"]["namespace"]} == {
        document["metadata"]["namespace"] for document in (account, role, binding)
    }


def test_the_application_calls_a_round_that_a_retry_cannot_pass() -> None:
    [application] = documents("round.yaml")
    assert application["spec"]["mainClass"] == "org.penumbra.jobs.Penumbra"
    assert application["spec"]["arguments"][0] == "round"
    assert application["spec"]["arguments"][-2:] == ["--round", "1"]


def test_the_image_holds_the_jar_that_the_application_names() -> None:
    [application] = documents("round.yaml")
    recipe = (CONF / "kubernetes" / "Dockerfile").read_text()
    assert "COPY jars/ /opt/spark/jars/" in recipe
    assert application["spec"]["mainApplicationFile"] == "local:///opt/spark/jars/penumbra.jar"
    log4j = "-Dlog4j2.configurationFile=/opt/penumbra/conf/log4j2.properties"
    assert log4j in application["spec"]["sparkConf"]["spark.driver.defaultJavaOptions"]
    assert (CONF / "log4j2.properties").exists()
