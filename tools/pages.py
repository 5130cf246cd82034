"""Writes docs/authorities/: a page for each authority of this repository, and their list; `make pages` runs it."""

from datetime import date
from pathlib import Path

from supctl.exchange.authority.data import policy_data
from supctl.exchange.authority.page import index_page, policy_page
from supctl.hooks import find_authorities

HERE = Path(__file__).parents[1]
PAGES = HERE / "docs" / "authorities"
NOTE = "<!-- Made from the plugin by `make pages`. To change it, change the plugin's files and make it again. -->"
ANY_DAY = date.min  # a page holds for no day: every rule is on it, and no service has chosen a reading


def pages() -> dict[str, str]:
    """Each page by the name of its file."""
    registry = find_authorities()
    ids = ["baseline", *sorted(path.parent.name for path in (HERE / "plugins").glob("*/pyproject.toml"))]
    policies = [registry.policy(id_) for id_ in ids]
    shown = [policy_data(policy, ANY_DAY, full=True) for policy in policies]
    made = {f"{data.id}.md": policy_page(data, policy) for data, policy in zip(shown, policies, strict=True)}
    return {name: f"{NOTE}\n\n{text}\n" for name, text in {"README.md": index_page(shown), **made}.items()}


def main() -> None:
    """Write the pages, and take away those of authorities that are gone."""
    PAGES.mkdir(exist_ok=True)
    made = pages()
    for file in PAGES.glob("*.md"):
        if file.name not in made:
            file.unlink()
    for name, text in made.items():
        (PAGES / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{PAGES.relative_to(HERE)}: {len(made)} pages")


if __name__ == "__main__":
    main()
