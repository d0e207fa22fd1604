"""Open one document of JSON or XML, and find its list of records."""

import re
from collections.abc import Callable, Iterator

from community.files import encodings, json_document
from community.files.container import ROOT, Container, Opened
from community.files.encodings import Encoding
from community.files.json_survey import ASSIGNED, Survey, is_document, survey_json, survey_xml
from community.files.layout import Layout
from community.files.lines import Hopeless
from community.files.presets import find_preset
from community.files.streams import HEAD, read_ahead, without_end, without_start
from community.files.xml_events import XmlEvents

# The bytes that are looked at where the first show no messages.
LONG_HEAD = 1 << 20
XML = re.compile(rb"<\?xml\b|<(?:rss|disqus|feed)\b", re.IGNORECASE)


def looks_like_one(head: bytes, encoding: Encoding, layout: Layout) -> bool:
    """Tell by its beginning whether a file is one JSON document."""
    text = encoding.as_utf8(head.lstrip())
    if ASSIGNED.match(text):
        return True
    return text[:1] in (b"[", b"{") and is_document(text[:HEAD], layout.knows)


def looks_like_xml(head: bytes, encoding: Encoding) -> bool:
    return bool(XML.match(encoding.as_utf8(head.lstrip())))


def begin_document(stream: Iterator[bytes], layout: Layout, container: Container, encoding: Encoding) -> Opened:
    head, stream = read_ahead(stream)
    text = b"".join(head)
    if not text.strip():
        raise Hopeless("The file is empty.")
    # Up to a quote, so that it does not end within a character.
    encodings.check_encoding(encoding.decoder(), [text[: text.rfind(b'"') + 1]], encoding, container.encoding)
    stream = encoding.recoded(stream)
    if assigned := ASSIGNED.match(encoding.as_utf8(text)):
        stream = without_end(without_start(stream, assigned.end()))
    survey, stream = _survey(stream, layout, survey_json)
    path = _path_in(survey, layout, container)
    said = f"One JSON document, {encoding.name.upper()}; {_words_for(path, survey)}."
    names = _recognise(survey, path, layout)
    return Opened("json", encoding.name, json_document.read(stream, layout, path), said, names, path or ROOT)


def begin_xml(stream: Iterator[bytes], layout: Layout, container: Container, encoding: Encoding) -> Opened:
    survey, stream = _survey(encoding.recoded(stream), layout, survey_xml)
    path = _path_in(survey, layout, container)
    said = f"XML, {encoding.name.upper()}; its records are “{path}”."
    names = _recognise(survey, path, layout)
    records = json_document.read_events(XmlEvents(stream), layout, path, repeats=True)
    return Opened("xml", encoding.name, records, said, names, path or ROOT)


def _recognise(survey: Survey, path: str, layout: Layout) -> tuple[str, ...]:
    found = [each for each in (path, *path.split("|")) if each in survey.lists]
    first = found[0] if found else ""
    names = survey.lists.get(first, tuple(survey.said))
    layout.recognise(names, survey.said, survey.firsts.get(first, survey.said))
    if names:
        layout.check_time(names)
    if path and "|" not in path and not layout.reading:
        layout.above = path.rpartition(".")[0]
    return names


def _survey(
    stream: Iterator[bytes], layout: Layout, survey_head: Callable[[bytes], Survey]
) -> tuple[Survey, Iterator[bytes]]:
    for size in (HEAD, LONG_HEAD):
        head, stream = read_ahead(stream, size)
        survey = survey_head(b"".join(head)[:size])
        path = survey.find_list(layout.knows)
        if survey.is_good(path, layout.knows) and not _looks_for_more(survey, path, layout):
            break
    return survey, stream


def _looks_for_more(survey: Survey, path: str, layout: Layout) -> bool:
    """Tell whether a preset needs records that stand behind the messages."""
    preset = find_preset(survey.lists[path]) if layout.knows(survey.lists[path]) else None
    return bool(preset and preset.beside and preset.beside.place not in survey.said)


def _path_in(survey: Survey, layout: Layout, container: Container) -> str:
    if container.records:
        return "" if container.records == ROOT else container.records
    return survey.find_lists(layout.knows)


def _words_for(path: str, survey: Survey) -> str:
    if path and path not in survey.lists and "|" in path:
        return f"its records are the lists {' and '.join(f'“{each}”' for each in path.split('|'))}"
    if path:
        return f"its records are the list “{path}”"
    is_list = bool(survey.roots) and isinstance(survey.roots[0], list)
    return "it is a list of records" if is_list else "each object in it is a record"
