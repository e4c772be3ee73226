"""LinkedIn's export as what it says: six tables of the archive, read by name, and nothing else opened."""

from __future__ import annotations

import csv
import io
import stat
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from readiness.errors import Problem, ProfileError, quoted
from readiness.limits import LONGEST_CELL, MAX_BYTES, MOST_ARCHIVE_FILES, MOST_TABLE_ROWS
from readiness.profile.importers.background import Certificate, Post, Project, ResumeContent, Skill, Study

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["TABLES", "background_of_archive"]

TABLES: Final = ("Positions", "Education", "Skills", "Certifications", "Projects", "Languages")
Row = dict[str, str]


def background_of_archive(raw: bytes, *, source: str) -> ResumeContent:
    """What the tables of the archive say.

    Raises
    ------
    ProfileError
        If it is no archive or a damaged one, holds a path that leads out of it, a name twice, more files or
        larger tables than an export has, or none of the six tables.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = _members(archive, source)
            tables = {name: _rows(archive, member, source) for name, member in members.items()}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise _refused(
            source, f"cannot be unpacked: {str(error)[:100] or 'it is damaged'}", "export it once more"
        ) from None
    except RuntimeError:
        raise _refused(
            source, "is locked with a password", "export it once more, or unpack it and zip it again"
        ) from None
    return _background(tables)


def _members(archive: zipfile.ZipFile, source: str) -> dict[str, zipfile.ZipInfo]:
    """The tables that are there, by name; the whole list of names is looked at first."""
    listed = archive.infolist()
    if len(listed) > MOST_ARCHIVE_FILES:
        raise _refused(source, f"holds {len(listed)} files", f"an export holds {MOST_ARCHIVE_FILES} at most")
    found: dict[str, zipfile.ZipInfo] = {}
    wanted = {f"{name}.csv".casefold(): name for name in TABLES}
    for member in listed:
        path = member.orig_filename
        parts = path.replace("\\", "/").split("/")
        if (
            path.startswith(("/", "\\"))
            or ".." in parts
            or ":" in parts[0]
            or "\x00" in path
            or not path.isprintable()
        ):
            raise _refused(
                source, f"holds the path {quoted(path)}, which leads out of it", "export it once more"
            )
        name = wanted.get(parts[-1].casefold())
        if name is None or len(parts) > 2:  # noqa: PLR2004 — the archive's own folder at most
            continue
        if name in found:
            raise _refused(source, f"holds {name}.csv twice", "export it once more")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise _refused(source, f"{name}.csv is a link", "export it once more")
        found[name] = member
    if not found:
        names = ", ".join(quoted(m.filename) for m in listed[:6])
        raise _refused(
            source,
            f"is no LinkedIn export (files found: {names})" if names else "is an empty archive",
            f"one holds {', '.join(f'{name}.csv' for name in TABLES[:3])} or others of the kind",
        )
    return {name: found[name] for name in TABLES if name in found}


def _refused(source: str, what: str, fix: str) -> ProfileError:
    return ProfileError(source, [Problem("the file", what, fix)])


def _rows(archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: str) -> list[Row]:
    """The rows of a table, each by the names of its columns; no more is unpacked than a table may have."""
    with archive.open(member) as stream:
        raw = stream.read(MAX_BYTES + 1)
    name = member.filename
    if len(raw) > MAX_BYTES:
        what = f"{quoted(name)[1:-1]} unpacks to more than {MAX_BYTES // 2**20} MiB"
        raise _refused(source, what, "export it once more")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    csv.field_size_limit(LONGEST_CELL)
    try:
        lines = [
            line for line in csv.reader(io.StringIO(text.replace("\x00", ""))) if any(map(str.strip, line))
        ]
    except csv.Error as error:
        raise _refused(source, f"{quoted(name)[1:-1]}: {error}", "export it once more") from None
    if not lines:
        return []
    if len(lines) - 1 > MOST_TABLE_ROWS:
        what = f"{quoted(name)[1:-1]} has {len(lines) - 1:,} rows"
        raise _refused(source, what, f"at most {MOST_TABLE_ROWS:,} are read")
    head = [column.strip().casefold() for column in lines[0]]
    return [dict(zip(head, (cell.strip() for cell in line), strict=False)) for line in lines[1:]]


def _background(tables: dict[str, list[Row]]) -> ResumeContent:
    return ResumeContent(
        source="LinkedIn export",
        name="",
        jobs=tuple(
            Post(
                place,
                row.get("title", ""),
                row.get("company name", ""),
                row.get("started on"),
                row.get("finished on"),
                row.get("description", ""),
            )
            for place, row in _placed(tables, "Positions")
        ),
        studies=tuple(
            Study(
                place,
                row.get("degree name", ""),
                row.get("notes", ""),
                row.get("school name", ""),
                row.get("start date"),
                row.get("end date"),
            )
            for place, row in _placed(tables, "Education")
        ),
        skills=tuple(
            Skill(place, row["name"], "", ()) for place, row in _placed(tables, "Skills") if row.get("name")
        ),
        spoken=tuple(
            Skill(place, row["name"], row.get("proficiency", ""), ())
            for place, row in _placed(tables, "Languages")
            if row.get("name")
        ),
        certificates=tuple(
            Certificate(place, row["name"], row.get("authority", ""))
            for place, row in _placed(tables, "Certifications")
            if row.get("name")
        ),
        projects=tuple(
            Project(
                place,
                row.get("title", ""),
                row.get("url", ""),
                row.get("started on"),
                row.get("finished on"),
                (),
            )
            for place, row in _placed(tables, "Projects")
        ),
    )


def _placed(tables: dict[str, list[Row]], name: str) -> Iterator[tuple[str, Row]]:
    """Each row with its place; the head of a table is row 1."""
    for number, row in enumerate(tables.get(name, ()), 2):
        yield f"{name}.csv row {number}", row
