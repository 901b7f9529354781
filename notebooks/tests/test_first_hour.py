"""What submit.sh says to somebody whose machine is not ready: no Spark, no Maven and no Java are started."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = ["bash", "cat", "cp", "dirname", "find", "flock", "grep", "head", "mkdir", "readlink", "rm", "sed", "tail", "touch"]


class Machine:
    """A checkout without a build, and a PATH with the plainest tools alone."""

    def __init__(self, folder: Path):
        self.root = folder / "penumbra"
        self.bin = folder / "bin"
        self.root.mkdir()
        self.bin.mkdir()
        (self.root / "pom.xml").touch()
        shutil.copy(ROOT / "submit.sh", self.root)
        for tool in TOOLS:
            (self.bin / tool).symlink_to(shutil.which(tool))
        self.tool("uname", "echo Linux x86_64")

    def tool(self, name: str, body: str) -> None:
        file = self.bin / name
        file.write_text(f"#!/usr/bin/env bash\n{body}\n")
        file.chmod(0o755)

    def ready(self) -> "Machine":
        self.tool("java", f'echo \'openjdk version "17.0.15" 2025-04-15\' >&2; echo "    java.home = {self.bin.parent}"')
        self.tool("javac", "")
        self.tool("mvn", 'printf "%s\\n" "$@"; exit 1')
        return self

    def run(self, *arguments: str, **environment: str) -> tuple[int, str]:
        ended = subprocess.run(
            [self.root / "submit.sh", *arguments], env={"PATH": str(self.bin), **environment}, capture_output=True, text=True
        )
        return ended.returncode, ended.stderr


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_no_java(machine: Machine) -> None:
    assert machine.run("demo") == (
        1, "penumbra: Cannot find Java: no 'java'. Install a JDK 17 or newer, or set JAVA_HOME to one.\n")


def test_a_java_home_that_is_none(machine: Machine) -> None:
    assert machine.ready().run("demo", JAVA_HOME="/nowhere") == (
        1, "penumbra: Cannot find Java: no '/nowhere/bin/java'. Install a JDK 17 or newer, or set JAVA_HOME to one.\n")


@pytest.mark.parametrize(("said", "named"), [('openjdk version "11.0.22" 2024-01-16', "11"), ('java version "1.8.0_392"', "1")])
def test_an_old_java(machine: Machine, said: str, named: str) -> None:
    machine.ready().tool("java", f"echo '{said}' >&2")
    status, error = machine.run("demo")
    assert status == 1
    assert error == f"penumbra: Cannot run with Java {named} ('java'). Set JAVA_HOME to a JDK 17 or newer.\n"


def test_a_java_that_cannot_compile(machine: Machine) -> None:
    (machine.ready().bin / "javac").unlink()
    status, error = machine.run("demo")
    assert status == 1
    assert error.endswith(
        f"penumbra: Cannot build: the Java in '{machine.root.parent}' has no compiler (bin/javac). Install a JDK 17 or newer, or set"
        " JAVA_HOME to one.\n")


def test_no_maven(machine: Machine) -> None:
    (machine.ready().bin / "mvn").unlink()
    status, error = machine.run("demo")
    assert status == 1
    assert "penumbra: Cannot build: no 'mvn' on the PATH. Install Maven 3.8 or newer.\n" in error


@pytest.mark.parametrize("platform", ["Darwin arm64", "Linux aarch64"])
def test_another_platform(machine: Machine, platform: str) -> None:
    machine.ready().tool("uname", f"echo {platform}")
    assert machine.run("demo") == (
        1,
        f"penumbra: Cannot run on {platform}: the native libraries are built for Linux on x86-64. Use such a machine, or a"
        " container of its kind with glibc (--platform linux/amd64).\n")


def proxies(machine: Machine) -> list[str]:
    """What the stand-in for Maven was told of them."""
    return [word for word in (machine.root / "jobs/target/build.log").read_text().splitlines() if word.startswith("-Dhttp")]


def test_a_proxy_is_passed_on_to_maven(machine: Machine) -> None:
    machine.ready().run("demo", HTTPS_PROXY="http://proxy.example:3128/", http_proxy="other.example:80", NO_PROXY=".example.org, 10.0.0.1")
    assert proxies(machine) == [
        "-Dhttp.proxyHost=other.example",
        "-Dhttp.proxyPort=80",
        "-Dhttps.proxyHost=proxy.example",
        "-Dhttps.proxyPort=3128",
        "-Dhttp.nonProxyHosts=localhost|127.*|[::1]|*.example.org|10.0.0.1",
    ]


def test_maven_hears_of_no_proxy_where_there_is_none(machine: Machine) -> None:
    machine.ready().run("demo")
    assert proxies(machine) == []


def test_a_proxys_password_is_on_no_command_line(machine: Machine) -> None:
    machine.ready().run("demo", HTTPS_PROXY="http://ann:secret@proxy.example:3128")
    assert proxies(machine) == []


@pytest.mark.parametrize(
    "said", ["Could not transfer artifact org.x:y:pom:1 from/to central: Connection refused", "repo.example: Name or service not known"])
def test_a_download_that_fails_names_the_network(machine: Machine, said: str) -> None:
    machine.ready().tool("mvn", f'echo "[ERROR] {said}"; exit 1')
    status, error = machine.run("demo")
    assert status == 1
    assert error.endswith(
        "penumbra: Cannot build Penumbra: Maven could not download a library. Check the network. Behind a proxy set HTTPS_PROXY to"
        " http://host:port; one that wants a password goes into <proxies> of Maven's settings.xml. The whole log is in"
        f" {machine.root}/jobs/target/build.log\n")


def test_a_full_disk_while_building(machine: Machine) -> None:
    machine.ready().tool("mvn", 'echo "[ERROR] java.io.IOException: No space left on device"; exit 1')
    status, error = machine.run("demo")
    assert status == 1
    assert error.endswith(
        "penumbra: Cannot build Penumbra: no space is left on the disk. The libraries take 1.1 GB in Maven's folder (~/.m2), the build"
        f" .7 GB in {machine.root}. The whole log is in {machine.root}/jobs/target/build.log\n")


def test_what_else_maven_says_is_shown(machine: Machine) -> None:
    machine.ready().tool("mvn", 'echo "[ERROR] something else"; exit 1')
    status, error = machine.run("demo")
    assert status == 1
    assert "[ERROR] something else" in error
    assert error.endswith(f"penumbra: Cannot build Penumbra: Maven failed. The whole log is in {machine.root}/jobs/target/build.log\n")
