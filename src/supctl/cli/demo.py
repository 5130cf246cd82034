"""`supctl demo`: a store of invented people and children."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from supctl.answers.forms import form_of_record
from supctl.cli.init import Made
from supctl.cli.opening import day_asked
from supctl.cli.options import Command, asked, new_app
from supctl.cli.output import show, typed
from supctl.errors import AuthorityError
from supctl.exchange.data import as_json
from supctl.facts import Record, Service
from supctl.facts.days import say_date
from supctl.hooks.registry import Registry, find_authorities
from supctl.policy import Policy
from supctl.records.examples import example_answers
from supctl.store import demo as make_demo
from supctl.store import open_store

app = new_app()


@app.command(cls=Command)
def demo(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="a new or empty folder")] = Path("supctl-demo"),
) -> int:
    """Make a store of invented people and children, as they stand in this week, to try supctl on."""
    options, registry = asked(ctx), find_authorities()
    policy = registry.policy(options.authority) if options.authority else _first_usable(registry)
    as_of = day_asked(options)
    made = make_demo(folder, policy.id, as_of, partial(_on_form, policy))
    opening = open_store(made).settings.opening.from_ or as_of
    if options.format == "json":
        show(as_json(Made(str(made), policy.id, opening)), options)
    elif not options.quiet:
        show(_told(made, policy, say_date(as_of), options.as_of), options)
    return 0


def _first_usable(registry: Registry) -> Policy:
    """The first authority, by id, that can be used. Raises AuthorityError where there is none."""
    usable = next((one.id for one in registry.installed() if one.problem is None), None)
    if usable is None:
        message = "a demo needs an authority's policy, and no usable one is installed"
        raise AuthorityError(f"{message}\n  mend: install a package that offers one; supctl authority list shows them")
    return registry.policy(usable)


def _on_form(policy: Policy, record: Record, people: Service) -> dict[str, object]:
    """The form that the authority has for a record, and an invented answer to all that it requires."""
    form = form_of_record(policy, record, people)
    if form is None:
        return {"form": None}
    case = record.cases[0] if record.cases else None
    answers = example_answers(form, record.date, record.supervisee, case)
    return {"form": form.template.id, "form_version": form.template.version, "answers": answers}


def _told(folder: Path, policy: Policy, day: str, as_of: str | None) -> str:
    then = f" --as-of {as_of}" if as_of else ""
    return (
        f"A store of invented people and children in {folder}, as of {day},\n"
        f"by the policy of {policy.name}.\n"
        "Nothing in it is about anybody. Next:\n"
        f"  cd {typed(folder)}\n"
        f"  supctl due --team east{then}\n"
        f"  supctl why a.begum{then}"
    )
