"""The shipped content is found, decoded and digested."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness import content
from readiness.errors import AccessError, ContentError


@pytest.mark.parametrize("kind", ["questions", "weights"])
def test_both_kinds_of_content_are_found(kind):
    assert content.folder(kind).is_dir()
    assert content.names(kind)


def test_names_are_sorted_and_without_suffix():
    facets = content.names("questions", "facets")
    assert "sql" in facets
    assert list(facets) == sorted(facets)


def test_a_folder_that_is_missing_holds_no_names():
    assert content.names("questions", "nowhere") == ()


def test_a_file_that_is_missing_is_an_access_error_that_names_it():
    with pytest.raises(AccessError, match=r"questions/nowhere\.toml could not be read"):
        content.read_text("questions", "nowhere.toml")


def test_byte_order_mark_and_line_ends_do_not_count():
    assert content.decode(b"\xef\xbb\xbfa\r\nb\r\n", "x") == "a\nb\n"


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_another_encoding_is_refused_with_its_line(encoding):
    with pytest.raises(ContentError, match=r"x: line \d+: byte 0x\w\w is not UTF-8; .*\nnothing was read"):
        content.decode("a\nbé\n".encode(encoding), "x")


@given(st.lists(st.text(st.characters(codec="utf-8"))), st.lists(st.text(st.characters(codec="utf-8"))))
def test_different_texts_have_different_digests(first, second):
    assert (content.digest(first) == content.digest(second)) == (first == second)
