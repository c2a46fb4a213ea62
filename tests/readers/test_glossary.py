"""Glossaries: tables and TBX."""

import re
from pathlib import Path

import pytest

from mtqa.errors import ConfigError
from mtqa.readers.glossary import read_glossary
from mtqa.types import Glossary, Term

TBX = """<?xml version="1.0"?>
<martif type="TBX" xml:lang="en"><text><body>
<termEntry id="1">
  <langSet xml:lang="de"><tig><term>Bundestag</term></tig></langSet>
  <langSet xml:lang="en-GB">
    <ntig><termGrp><term>federal
      parliament</term></termGrp></ntig>
    <tig><term>Bundesdiet</term>
      <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
  </langSet>
</termEntry></body></text></martif>"""
TBX3 = """<tbx xmlns="urn:iso:std:iso:30042:ed-2"><text><body><conceptEntry>
  <langSec xml:lang="fr"><termSec><term>siège</term></termSec></langSec>
  <langSec xml:lang="en"><termSec><term>seat</term></termSec>
    <termSec><term>chair</term><termNote type="administrativeStatus">supersededTerm-admn-sts
    </termNote></termSec></langSec>
</conceptEntry></body></text></tbx>"""


def glossary(folder: Path, name: str, text: str | bytes) -> Glossary:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_glossary(path)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_table(tmp_path: Path, mark: str) -> None:
    text = "Source term,Target term,Forbidden forms\nBank,bank|banking house,bench\nDie Zeit,,\n\n"
    assert glossary(tmp_path, "terms.csv", text.replace(",", mark)).terms == (
        Term("Bank", ("bank", "banking house"), ("bench",)),
        Term("Die Zeit", keep=True),
    )


def test_table_with_quotes_and_missing_cells(tmp_path: Path) -> None:
    text = '\ufeffterm,translation,note\r\n"Hof, der",court\r\n'
    assert glossary(tmp_path, "t.csv", text).terms == (Term("Hof, der", ("court",)),)


def test_forbidden_forms_alone(tmp_path: Path) -> None:
    assert glossary(tmp_path, "t.csv", "forbidden\nfoo|bar\n").terms == (
        Term("", (), ("foo", "bar")),
    )


def test_table_in_another_encoding(tmp_path: Path) -> None:
    text = "source;target\nBürger;citizen\nMünze;coin\nStraße;street\n".encode("windows-1252")
    assert glossary(tmp_path, "t.csv", text).terms[0] == Term("Bürger", ("citizen",))


def test_tbx(tmp_path: Path) -> None:
    assert glossary(tmp_path, "t.tbx", TBX).terms == (
        Term(
            "Bundestag", ("federal parliament",), ("Bundesdiet",),
            source_lang="de", target_lang="en",
        ),
        Term("federal parliament", ("Bundestag",), source_lang="en", target_lang="de"),
    )  # fmt: skip


def test_tbx_of_the_newer_dialect(tmp_path: Path) -> None:
    terms = glossary(tmp_path, "t.xml", TBX3).terms
    assert terms[0] == Term("siège", ("seat",), ("chair",), source_lang="fr", target_lang="en")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("t.csv", "", "t.csv:1: no column with the source term: the columns are none"),
        (
            "t.csv",
            "a,b\n1,2\n",
            "t.csv:1: no column with the source term: the columns are 'a', 'b'",
        ),
        ("t.csv", "source,target\n", "t.csv: the glossary holds no term"),
        ("t.csv", "source,target\n\na,b\n,x\n", "t.csv:4: neither a source term nor a forbidden"),
        ("t.csv", "source,target\na,b,c\n", "t.csv:2: 3 fields where the header has 2"),
        ("t.tbx", "<martif><oops></martif>", "t.tbx:1: the glossary is not well-formed XML"),
        ("t.tbx", "<html/>", "t.tbx:1: no termEntry or conceptEntry: not TBX"),
        (
            "t.tbx",
            "<martif>\n<termEntry>\n<langSet><tig><term>a</term></tig></langSet></termEntry></martif>",
            "t.tbx:3: no language: give this langSet an xml:lang",
        ),
    ],
)
def test_faults(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(message)):
        glossary(tmp_path, name, text)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no.csv: the glossary cannot be read \(No such file"):
        read_glossary(tmp_path / "no.csv")


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    doctype = f'<!DOCTYPE martif [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    text = TBX.replace("<martif", doctype + "<martif", 1).replace("Bundestag", "a&x;b")
    assert "secret" not in repr(glossary(tmp_path, "t.tbx", text).terms)


def test_a_bomb_of_entities_is_refused(tmp_path: Path) -> None:
    rows = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    bomb = f'<!DOCTYPE m [<!ENTITY a0 "x">{rows}]><martif><termEntry>&a11;</termEntry></martif>'
    with pytest.raises(ConfigError):
        glossary(tmp_path, "t.tbx", bomb)
