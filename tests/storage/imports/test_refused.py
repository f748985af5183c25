"""Files that cannot be imported: each is refused whole, in one sentence that says where and what to write."""

import pytest

from tests.storage.office import AMINA, Office

ROW = AMINA + "commitments:\n- {id: ok, pn: PNE, action: Fine}\n- "
MEMBER = AMINA + "memberships:\n- "

YAML = {
    "an unquoted on": (
        ROW + "{id: A, pn: PNE, action: Write, due: 2021-04-01, deadline_kind: on}",
        'line 5: deadline_kind is true; YAML reads an unquoted on as true: write "on"',
    ),
    "an unquoted NO": (
        AMINA + "memberships:\n- pn: PNE\n  person: amina\n  region: NO\n",
        'line 6: region is false; YAML reads an unquoted NO as false: write "NO"',
    ),
    "an unknown key": (ROW + "{id: A, pn: PNE, action: Write, owner: MWG}", "line 5: there is no key “owner” here;"),
    "an unknown table": ("commitments: []\npolls: []\n", "line 2: there is no key “polls” here; there are: policy_n"),
    "a list as a key": ("? [commitments]\n: []\n", "line 1: there is no key “” here;"),
    "a key twice": (ROW + "{id: A, pn: PNE, pn: PNE, action: Write}", "line 5: pn stands there twice."),
    "a table twice": ("people: []\npeople: []\n", "line 2: people stands there twice."),
    "no date": (ROW + "{id: A, pn: PNE, action: Write, due: 26/03/2021}", "line 5: due: “26/03/2021” is no date."),
    "a day that does not exist": (ROW + "{id: A, pn: PNE, action: B, due: 2021-02-30}", "line 5: due: “2021-02-30” is"),
    "an unknown network": (ROW + "{id: A, pn: PNX, action: Write}", "line 5: there is no network PNX; write a row for"),
    "no code of a network": (ROW + "{id: A, pn: P-1, action: Write}", "line 5: “P-1” is no code of a network:"),
    "no action": (ROW + "{id: A, pn: PNE}", "line 5: action is missing."),
    "an empty action": (ROW + "\n    id: A\n    pn: PNE\n    action: ' '\n", "line 8: action is missing."),
    "no network": (ROW + "{id: A, action: Write}", "line 5: pn is missing."),
    "the same id twice": (ROW + "{id: OK, pn: PNE, action: Write}", "line 5: OK stands in line 4 already."),
    "the same id on a line": ("policy_networks: [{id: A1, name: A}, {id: a1, name: B}]", "line 1: A1 stands in line 1"),
    "an id with a space": (ROW + "{id: A B, pn: PNE, action: Write}", "line 5: the id “A B” holds a space;"),
    "an id of another network": (
        ROW + "{id: PNX-C7, pn: PNE, action: B}",
        "line 5: PNX-C7 is a commitment of PNX, but",
    ),
    "a number that is none": (ROW + "{number: x, pn: PNE, action: B}", "line 5: “x” is no number of a commitment;"),
    "an unknown status": (
        ROW + "{id: A, pn: PNE, action: B, status: late}",
        "line 5: status is “late”; there are: open,",
    ),
    "an unknown kind": (ROW + "{id: A, pn: PNE, action: B, deadline_kind: at}", "line 5: deadline_kind is “at”; there"),
    "a kind without a date": (ROW + "{id: A, pn: PNE, action: B, deadline_kind: by}", "line 5: due is missing;"),
    "a date of no kind": (
        ROW + "{id: A, pn: PNE, action: B, due: 2021-04-01, deadline_kind: none}",
        "line 5: deadline_kind is none, but there is a date: write by or on.",
    ),
    "an original date alone": (
        ROW + "{id: A, pn: PNE, action: B, original_due: 2021-04-01}",
        "line 5: due is missing;",
    ),
    "done, but open": (
        ROW + "{id: A, pn: PNE, action: B, status: open, done: 2021-04-01}",
        "line 5: done is given, but the status is open: write done as status.",
    ),
    "evidence of nothing": (
        ROW + "{id: A, pn: PNE, action: B, status: dropped, evidence: here}",
        "line 5: evidence is given, but the status is dropped: write done as status.",
    ),
    "started, but open": (
        ROW + "{id: A, pn: PNE, action: B, status: open, started: 2021-04-01}",
        "line 5: started is given, but the status is open: write in_progress as status.",
    ),
    "an unknown actor": (ROW + "{id: A, pn: PNE, action: B, actors: ['@li']}", "line 5: nobody is known as @li; write"),
    "a person as a body": (
        ROW + "{id: A, pn: PNE, action: B, actors: [Amina]}",
        "line 5: Amina is a person; write @amina, or",
    ),
    "two people of one name": (
        ROW + "{id: A, pn: PNE, action: B, actors: [Li, L i], actor_role: MAG liaison}",
        "line 5: L i would be called @Li, as somebody else is; write a row for them under people.",
    ),
    "a list for one value": (ROW + "{id: A, pn: PNE, action: [a, b]}", "line 5: action takes one value."),
    "a mapping for a value": (ROW + "{id: A, pn: PNE, action: {a: b}}", "line 5: action takes one value."),
    "a long text": (ROW + "{id: A, pn: PNE, action: " + "x" * 2001 + "}", "line 5: action has 2001 characters; at"),
    "an unseen character": (ROW + '{id: A, pn: PNE, action: "a\\u202eb"}', "line 5: action holds a control character;"),
    "half a character": (ROW + '{id: A, pn: PNE, action: "\\ud800"}', "line 5: action holds a control character;"),
    "an unknown person": (
        MEMBER + "{pn: PNE, person: li}",
        "line 4: nobody is known as li; write a row for them under",
    ),
    "an unknown role": (
        MEMBER + "{pn: PNE, person: amina, roles: [boss]}",
        "line 4: roles is “boss”; there are: obser",
    ),
    "a member twice": (
        MEMBER + "{pn: PNE, person: amina}\n- {pn: pne, person: '@Amina'}",
        "line 5: @Amina in PNE stands in line 4 already; another term needs another from.",
    ),
    "the end before the start": (
        MEMBER + "{pn: PNE, person: amina, from: 2021-05-01, to: 2021-04-01}",
        "line 4: to is before from.",
    ),
    "a term within another": (
        MEMBER + "{pn: PNE, person: amina, from: 2021-05-01}\n- {pn: PNE, person: amina, to: 2021-05-01}",
        "line 5: to is not before the from of line 4; leave it out where the next term follows on.",
    ),
    "a network to come": (
        "policy_networks: [{id: PNX, name: Next, since: 2021-06-21}]",
        "line 1: since is still to come: 21 June 2021, 00:00 UTC. Leave it out, or write when it was; if that was "
        "today, with the time, as in 2021-06-20T12:00Z.",
    ),
    "a member to come": (
        MEMBER + "{pn: PNE, person: amina}\n- {pn: PNE, person: amina, from: 2021-12-01, role: co-chair}",
        "line 5: from is still to come: 1 December 2021, 00:00 UTC.",
    ),
    "a commitment to come": (ROW + "{id: A, pn: PNE, action: B, since: 2021-12-01}", "line 5: since is still to come:"),
    "a start to come": (ROW + "{id: A, pn: PNE, action: B, started: 2021-12-01}", "line 5: started is still to come:"),
    "done by the end of today": (
        ROW + "{id: A, pn: PNE, action: B, done: 2021-06-20}",
        "line 5: done is still to come: 20 June 2021, 23:59 UTC.",
    ),
    "dropped in a minute": (
        ROW + "{id: A, pn: PNE, action: B, status: dropped, dropped: '2021-06-20T12:01Z'}",
        "line 5: dropped is still to come:",
    ),
    "a slip to come": (
        ROW + "{id: A, pn: PNE, action: B, due: 2021-12-01, original_due: 2021-05-01, slipped: 2021-11-30}",
        "line 5: slipped is still to come:",
    ),
    "a name for all": ("people: [{name: Everyone}]", "line 1: “@Everyone” means everybody in a channel;"),
    "no short name": ("people: [{name: Amina B}]", "line 1: “Amina B” is no short name; write AminaB here,"),
    "no handle": ("people: [{name: amina, handles: [U1]}]", "line 1: “U1” is no handle; write the platform before it,"),
    "no time zone": ("people: [{name: amina, zone: Mars}]", "line 1: “Mars” is no time zone; write region and city,"),
    "a zone by its abbreviation": ("people: [{name: amina, zone: EST}]", "line 1: “EST” is no time zone; write region"),
    "no language": ("people: [{name: amina, language: French}]", "line 1: “French” is no language code;"),
    "a handle twice": (
        "people:\n- {name: a, handles: [slack:U1]}\n- {name: b, handles: [slack:u1]}",
        "line 3: slack:u1 stands in line 2 already.",
    ),
    "an alias": ("people:\n- &a {name: amina}\n- *a\n", "line 3: an alias (*) stands for text elsewhere;"),
    "a tag": ("people: [{name: !!binary YQ==}]", "line 1: name has the tag tag:yaml.org,2002:binary; leave it out."),
    "no row": ("people: [amina]", "line 1: a row of people is a mapping, such as {id: PNE}."),
    "no list": ("people: {name: amina}", "line 1: under people stands a list: write “- ” before each row."),
    "no table": ("- {name: amina}", "line 1: rows stand under one of these keys: policy_networks, people, memberships"),
    "no YAML": ("people:\n- {name: amina\n- {", "line 3: this is no YAML: "),
    "a control character": ("people:\n- name: a\x01b\n", "line 2: this is no YAML: special characters are not allow"),
    "a table with tabs": (
        "pn\taction\nPNE\tDraft\n",
        "line 1: this is no YAML: found character '\\t' that cannot start any token. If this is a CSV file, let it",
    ),
    "two documents": ("people: []\n---\npeople: []\n", "line 2: this is no YAML: but found another document."),
    "nothing but a comment": ("# nothing\n", "The file holds no rows."),
    "a tower": ("[" * 20_000, "The file is nested too deeply to be a list of rows."),
}

CSV = {
    "an unknown column": (
        "id,pn,action,owner\n",
        "line 1: there is no column “owner” in commitments; there are: id, nu",
    ),
    "a column twice": ("name,name\n", "line 1: the column name stands there twice."),
    "an unknown header": ("a,b\n1,2\n", "line 1: the first line names the columns, and these tell what the rows are:"),
    "a list without quotes": (
        "pn;person;roles\nPNE;amina;mwg; co-chair\n",
        "line 2: there are more cells than the header has columns; quote a cell that holds a comma, semicolon or tab.",
    ),
    "a cell too many": ("name,zone\namina,UTC,more\n", "line 2: there are more cells than the header has columns;"),
    "a bad value after a long one": (
        'id,pn,action,due\nA,PNE,"two\nlines",2021-04-01\nB,PNE,Write,soon\n',
        "line 4: due: “soon” is no date.",
    ),
    "a quote that never ends": ('id,pn,action\nA,PNE,"Write\n\n', "line 2: this is no CSV: "),
    "the same number twice": ("id,pn,action\nC1,PNE,A\nPNE-C1,PNE,B\n", "line 3: PNE-C1 stands in line 2 already."),
}


@pytest.mark.parametrize(("text", "sentence"), YAML.values(), ids=YAML.keys())
def test_yaml_is_refused_with_its_line(office: Office, text: str, sentence: str) -> None:
    """Nothing of the file is recorded, the good rows neither."""
    assert office.refusal(text).startswith(sentence)


@pytest.mark.parametrize(("text", "sentence"), CSV.values(), ids=CSV.keys())
def test_csv_is_refused_with_its_line(office: Office, text: str, sentence: str) -> None:
    """The line is the one on which the row begins."""
    assert office.refusal(text, "rows.csv").startswith(sentence)


def test_a_full_name_of_several_people_is_ambiguous(office: Office) -> None:
    """The short name decides."""
    office.take("people: [{name: a, full_name: Amina A}, {name: b, full_name: amina a}]")
    text = "policy_networks: [{id: PNE, name: E}]\nmemberships:\n- {pn: PNE, person: Amina A}"

    assert office.refusal(text) == "line 3: several people are called Amina A; write the short name."


def test_what_is_no_text_is_refused(office: Office) -> None:
    """A folder, a missing file, an empty one, another encoding, a huge file: one sentence each."""
    latin, empty, huge = (office.folder / name for name in ("latin.yaml", "empty.csv", "huge.yaml"))
    latin.write_bytes("people:\n- {name: josé}".encode("latin-1"))
    empty.write_text("\ufeff \n\n", encoding="utf-8")
    with huge.open("wb") as file:
        file.truncate(10_000_001)

    assert office.refusal(office.folder) == f"{office.folder} cannot be read: Is a directory."
    assert office.refusal(office.folder / "no.yaml").endswith("no.yaml cannot be read: No such file or directory.")
    assert office.refusal(latin) == "line 2: this is not UTF-8 text; a spreadsheet is saved as “CSV UTF-8”."
    assert office.refusal(empty).endswith("empty.csv is empty.")
    assert office.refusal(huge).endswith("huge.yaml is larger than 10 MB; split it.")
