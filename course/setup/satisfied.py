"""Does the Python that runs this already hold all the course needs? A developer's own environment may.

python -m course.setup.satisfied dev     exits 0 where nothing is missing, else names what is
"""

import json
import sys
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distributions, version
from pathlib import Path
from urllib.parse import unquote, urlparse
from urllib.request import url2pathname


def missing(root: Path, extras: tuple[str, ...]) -> list[str]:
    """The requirements of pyproject.toml (with these extras) that are not installed here, the course itself included.

    The extra "cuda" is no extra of pyproject.toml: it asks for a torch that is not the CPU build.
    """
    try:
        from packaging.requirements import Requirement
    except ImportError:
        return ["packaging"]
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    optional = project.get("optional-dependencies", {})
    wanted = [Requirement(line) for line in project["dependencies"]]
    wanted += [Requirement(line) for extra in extras if extra != "cuda" for line in optional[extra]]
    lacking = [
        str(requirement)
        for requirement in wanted
        if (requirement.marker is None or requirement.marker.evaluate())
        and not ((found := installed(requirement.name)) and requirement.specifier.contains(found, prereleases=True))
    ]
    if "cuda" in extras and "+cpu" in (installed("torch") or ""):
        lacking.append("torch with CUDA")
    named_so = distributions(name=project["name"], path=search_path(root))
    if not any(comes_from(one, root) for one in named_so):
        lacking.append(project["name"])
    return lacking


def installed(name: str) -> str | None:
    """The installed version of a project, or None."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def search_path(root: Path) -> list[str]:
    """sys.path without the checkout, where a build leaves metadata that looks like an installation."""
    return [entry for entry in sys.path if Path(entry or ".").resolve() != root.resolve()]


def comes_from(found: Distribution, root: Path) -> bool:
    """Whether an installed project is the editable installation of the checkout at `root`."""
    origin = json.loads(found.read_text("direct_url.json") or "{}")
    if not origin.get("dir_info", {}).get("editable"):
        return False
    return Path(url2pathname(unquote(urlparse(origin["url"]).path))).resolve() == root.resolve()


if __name__ == "__main__":
    from course.setup.places import ROOT

    lacking = missing(ROOT, tuple(sys.argv[1:]))
    print("\n".join(lacking))
    sys.exit(bool(lacking))
