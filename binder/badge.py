"""Print the badge that opens a lesson on Binder, as it stands in the README.

python binder/badge.py lessons/00_two_worlds/00_two_worlds.ipynb
"""

import sys
from urllib.parse import quote

BINDER = "https://mybinder.org"
REPOSITORY = "rebuild-nn/rebuild-nn"


def link(notebook: str, repository: str = REPOSITORY, ref: str = "HEAD") -> str:
    """The address that opens a notebook of the repository in JupyterLab on Binder."""
    return f"{BINDER}/v2/gh/{repository}/{quote(ref, safe='')}?urlpath=lab/tree/{quote(notebook)}"


def badge(notebook: str) -> str:
    """The same as Markdown, with Binder's picture."""
    return f"[![Open on Binder]({BINDER}/badge_logo.svg)]({link(notebook)})"


if __name__ == "__main__":
    print(badge(sys.argv[1]))
