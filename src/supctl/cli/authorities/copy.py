"""`supctl authority copy`: the data files of an authority, ready to be changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

import typer

from supctl.cli.authorities.begun import Place, begin, refuse_taken
from supctl.cli.authorities.named import folder_named
from supctl.cli.authorities.new import AsPackage, Folder, Id
from supctl.cli.options import Asked, asked
from supctl.cli.output import tell
from supctl.documents import Document
from supctl.errors import Finding, InputError
from supctl.hooks import PolicyFolder, find_authorities
from supctl.hooks.registry import Registry
from supctl.policy import Policy
from supctl.store.authoring.files import copied_files
from supctl.store.authoring.names import Called, renamed


def copy(
    ctx: typer.Context,
    from_: Annotated[str, typer.Argument(metavar="FROM", help="an authority, or a folder of policy data")],
    folder: Folder = None,
    id_: Id = None,
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="the council's name; as it is unless told")
    ] = None,
    package: AsPackage = False,
) -> int:
    """Begin from a policy that is there. Its data files, ready to be changed, with its examples."""
    options, registry = asked(ctx), find_authorities()
    data, policy = _data(from_, options, registry)
    was = Called(policy.id, policy.name, policy.short_name)
    authority = renamed(was, name, id_)
    if package:
        refuse_taken(authority, registry)
    place = Place.of(folder, authority, options, package=package)
    files = copied_files(_documents(data), authority)
    begin(authority, place, files, options, copied=policy.name, package=package)
    _tell_what_is_lost(from_, data, policy, registry)
    return 0


def _data(from_: str, options: Asked, registry: Registry) -> tuple[PolicyFolder, Policy]:
    """The data files that are meant, and the policy that they belong to. Raises InputError where there are none."""
    own = folder_named(from_, options)
    if own:
        return own, registry.policy_from(own.documents)
    authority = registry.named(from_)
    policy, data = registry.policy(authority), registry.data(authority)
    if not (data.folder / "policy.toml").is_file():
        message = f'"{authority}" is written in Python, and has no data files to copy'
        raise InputError([Finding("no-data", message, mend="begin with supctl authority new")])
    return data, policy


def _documents(data: PolicyFolder) -> Mapping[str, Document]:
    """The data files by their names in the folder."""
    texts, examples = data.documents, data.scenarios()
    below = {f"forms/{_last(one)}": one for one in texts.forms} | {f"scenarios/{_last(one)}": one for one in examples}
    return {"policy.toml": texts.policy, "clauses.toml": texts.clauses, **below}


def _last(document: Document) -> str:
    return document.name.rpartition("/")[2]


def _tell_what_is_lost(from_: str, data: PolicyFolder, policy: Policy, registry: Registry) -> None:
    """Say so where the authority answers some of its hooks in Python: its data files are then not all of it."""
    alone = registry.policy_from(data.documents)
    if replace(alone, choices=policy.choices) != policy:
        tell(f"{from_} says part of its policy in Python, which a copy of its data files does not have")
