"""LinkedIn's export: six tables by name, nothing else opened, and no archive that harms."""

import io
import struct
import zipfile
from datetime import date

import pytest

from readiness.errors import ProfileError
from readiness.profile.importers import linkedin, read_import

AT = date(2026, 6, 1)
TABLES = {
    "Positions.csv": (
        "Company Name,Title,Description,Location,Started On,Finished On\n"
        'Acme,Data Analyst,"Reports, dashboards\nand more",Berlin,Jan 2020,Dec 2021\n'
        "Beta,Waiter,,Berlin,2015,2016\n"
    ),
    "Education.csv": (
        "School Name,Start Date,End Date,Notes,Degree Name,Activities\n"
        'TU,2012,2016,,"Bachelor of Science - BS, Computer Science",\n'
    ),
    "Skills.csv": "Name\nPython (Programming Language)\nSQL\nPublic Speaking\nWine\n",
    "Certifications.csv": (
        "Name,Url,Authority,Started On,Finished On,License Number\n"
        "AWS Certified Machine Learning – Specialty,,Amazon,Mar 2022,,1\n"
    ),
    "Projects.csv": "Title,Description,Url,Started On,Finished On\nChurn,A model,https://example.org,2021,2021\n",
    "Languages.csv": "Name,Proficiency\nGerman,Native or bilingual proficiency\n",
}


def archive(tmp_path, files, **options):
    path = tmp_path / "Basic_LinkedInDataExport.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as target:
        for name, content in files:
            target.writestr(name, content)
    return path


def refused(path):
    with pytest.raises(ProfileError) as caught:
        read_import(path, at=AT)
    said = str(caught.value)
    assert said.replace("\n", "").isprintable()
    assert len(said.splitlines()) == 2
    return said


@pytest.mark.parametrize("folder", ["", "Basic_LinkedInDataExport_01-02-2026/"])
def test_the_six_tables_become_a_profile(tmp_path, folder):
    files = [(folder + name, content) for name, content in TABLES.items()]
    found = read_import(archive(tmp_path, [*files, (f"{folder}messages.csv", "FROM,TO\na,b")]), at=AT)
    profile = found.profile
    assert found.source == "LinkedIn export"
    assert profile.experience.years == 2.0
    assert profile.experience.projects == 1
    assert (profile.education.level, profile.education.field) == ("bachelor", "computer-science")
    assert profile.education.certifications == ("aws-machine-learning-specialty",)
    assert profile.skills == {}
    assert found.named.keys() == {"python-language", "python", "sql", "communication"} & found.named.keys()
    assert {"sql", "communication"} <= found.named.keys()
    assert "Skills.csv row 5: “Wine”" in " ".join(f"{n.place}: {n.words}" for n in found.not_understood)


def test_nothing_but_the_six_tables_is_opened(tmp_path, monkeypatch):
    opened = []
    original = zipfile.ZipFile.open
    monkeypatch.setattr(
        zipfile.ZipFile,
        "open",
        lambda self, m, *a, **k: opened.append(m.filename) or original(self, m, *a, **k),
    )
    files = [*TABLES.items(), ("Connections.csv", "x"), ("Deep/er/Skills.csv", "x"), ("Skills.csv.exe", "x")]
    path = archive(tmp_path, files)
    opened.clear()
    read_import(path, at=AT)
    assert sorted(opened) == sorted(TABLES)


@pytest.mark.parametrize(
    "name",
    [
        "../Skills.csv",
        "/etc/Skills.csv",
        "..\\Skills.csv",
        "a/../../Skills.csv",
        "C:\\x\\Skills.csv",
        "a\x1bb",
    ],
)
def test_a_path_that_leads_out_of_the_archive_is_refused(tmp_path, name):
    assert "leads out of it" in refused(archive(tmp_path, [*TABLES.items(), (name, "x")]))


def test_a_table_that_unpacks_without_end_is_refused(tmp_path):
    bomb = "Name\n" + "a" * (linkedin.MAX_BYTES + 1)
    path = archive(tmp_path, [("Skills.csv", bomb)])
    assert path.stat().st_size < 100_000
    assert "unpacks to more than 4 MiB" in refused(path)


def test_a_table_of_the_largest_size_is_read(tmp_path):
    lines = "Name\n" + "SQL\n" * 1000
    found = read_import(
        archive(tmp_path, [("Skills.csv", lines + "\n" * (linkedin.MAX_BYTES - len(lines)))]), at=AT
    )
    assert "sql" in found.named


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path):
    path = archive(tmp_path, [("Skills.csv", "Name\n" + "a\n" * 4_000_000)])
    raw = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", raw, raw.index(mark) + offset, 10)
    path.write_bytes(raw)
    assert "Skills" in refused(path) or "cannot be unpacked" in refused(path)


def test_too_many_files_a_name_twice_and_none_that_is_known_are_refused(tmp_path):
    many = [(f"{n}.csv", "") for n in range(linkedin.MOST_ARCHIVE_FILES + 1)]
    assert "files" in refused(archive(tmp_path, many))
    twice = [("Skills.csv", "Name\nSQL"), ("x/skills.CSV", "Name\nR")]
    assert "holds Skills.csv twice" in refused(archive(tmp_path, twice))
    assert 'no LinkedIn export (files found: "a.txt")' in refused(archive(tmp_path, [("a.txt", "")]))
    assert "is an empty archive" in refused(archive(tmp_path, []))


def test_a_link_and_a_locked_table_are_refused(tmp_path):
    link = zipfile.ZipInfo("Skills.csv")
    link.external_attr = 0o120777 << 16
    assert "is a link" in refused(archive(tmp_path, [(link, "/etc/passwd")]))
    path = archive(tmp_path, [("Skills.csv", "Name\nSQL")])
    raw = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(mark) + offset] |= 1
    path.write_bytes(raw)
    assert "locked with a password" in refused(path)


@pytest.mark.parametrize("length", [4, 30, 100, 300])
def test_a_damaged_archive_is_refused(tmp_path, length):
    path = archive(tmp_path, TABLES.items())
    path.write_bytes(path.read_bytes()[:length])
    assert "cannot be unpacked" in refused(path)


def test_a_damaged_table_is_refused(tmp_path):
    path = archive(tmp_path, [("Skills.csv", "Name\n" + "\n".join(map(str, range(3000))))])
    raw = bytearray(path.read_bytes())
    raw[60:70] = b"\xff" * 10
    path.write_bytes(raw)
    assert "cannot be unpacked" in refused(path)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "\n\n",
        "Name\n",
        '"',
        'Name\n"a',
        "a,b,c\n1,2,3\n",
        "\ufeffName\nSQL\n",
        "Name\r\nSQL\r\n",
        b"Name\nCaf\xe9\n",
        b"\x00\x01",
    ],
)
def test_an_odd_table_says_nothing_or_what_it_holds(tmp_path, content):
    found = read_import(archive(tmp_path, [("Skills.csv", content)]), at=AT)
    assert found.profile.skills == {}


def test_a_cell_without_end_is_refused(tmp_path):
    assert "field larger" in refused(archive(tmp_path, [("Skills.csv", "Name\n" + "x" * 200_000)]))


def test_an_archive_in_memory_is_the_same(tmp_path):
    raw = io.BytesIO(archive(tmp_path, TABLES.items()).read_bytes()).getvalue()
    assert len(linkedin.background_of_archive(raw, source="x").jobs) == 2
