"""ISO Schematron in, an XSLT 3 stylesheet out that tells of a document which assertions of the rules do not hold.

Its answer is `failures` with a `failure` each: `id`, `flag`, the number of the `element` in the document's order (from 1), the
`attribute` where that is what failed, and the text.

What rule sets for invoices use is understood: namespaces, variables (of the schema, a pattern or a rule), functions and keys,
patterns, rules, assertions and reports, and values in their texts. Anything else is refused by name, for rules half run are
worse than none. Of the rules of a pattern, the first whose context matches a node is the one that is asked of it. An assertion
that cannot be computed, such as of an amount that is no number, does not hold. Phases are not chosen: every pattern is run.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from lxml import etree

from samverkan.core.findings import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.etree import _Element as Element

SCHEMATRON: Final = "http://purl.oclc.org/dsdl/schematron"
_XSL: Final = "http://www.w3.org/1999/XSL/Transform"
_OWN: Final = "urn:samverkan:schematron"
_S: Final = f"{{{SCHEMATRON}}}"
_X: Final = f"{{{_XSL}}}"
_SAID_ONLY: Final = frozenset({"title", "p", "phase", "diagnostics", "properties"})
_BINDINGS: Final = frozenset({"xslt2", "xslt3", "xpath2", "xpath3", "xpath31"})
_NUMBER: Final = "own:number"
"""Counts the elements of the document as they begin: asking where each failure lies would take its square."""


def stylesheet_of(schema: Element, *, name: str) -> str:
    """The stylesheet of one schema; `name`: of its file.

    UnreadableError (`rules_unsupported`) for what cannot be run.
    """
    return _Converter(schema, name).converted()


class _Converter:
    def __init__(self, schema: Element, name: str) -> None:
        self._schema, self._name = schema, name
        self._out = etree.Element(
            f"{_X}stylesheet", {"version": "3.0"}, nsmap={**self._namespaces(), "xsl": _XSL, "own": _OWN}
        )  # fmt: skip
        self._renamed: dict[str, str] = {}

    def converted(self) -> str:
        binding = self._schema.get("queryBinding", "xslt").lower()
        if self._schema.tag != f"{_S}schema" or binding not in _BINDINGS:
            raise self._unsupported(
                f"queryBinding {binding}" if self._schema.tag == f"{_S}schema" else self._schema.tag
            )
        self._frame()
        patterns = self._schema.findall(f"{_S}pattern")
        twice = _twice(patterns)
        for one in _elements(self._schema):
            kind = _kind(one)
            if kind == "let":
                self._variable(self._out, one)
            elif kind in ("xsl:function", "xsl:key"):
                self._out.append(_copied(one))
            elif kind == "pattern":
                self._pattern(one, patterns.index(one), twice)
            elif kind not in _SAID_ONLY and kind != "ns":
                raise self._unsupported(kind)
        main = etree.SubElement(self._out, f"{_X}template", match="/")
        report = etree.SubElement(main, "failures")
        for at in range(len(patterns)):
            etree.SubElement(report, f"{_X}apply-templates", select="/", mode=f"p{at}")
        return str(etree.tostring(self._out, encoding="unicode"))

    def _namespaces(self) -> dict[str, str]:
        return {one.get("prefix", ""): one.get("uri", "") for one in self._schema.findall(f"{_S}ns")}

    def _frame(self) -> None:
        etree.SubElement(self._out, f"{_X}output", {"method": "xml", "omit-xml-declaration": "yes"})
        number = etree.SubElement(self._out, f"{_X}accumulator", {"name": _NUMBER, "initial-value": "0"})
        etree.SubElement(number, f"{_X}accumulator-rule", match="*", select="$value + 1")
        etree.SubElement(self._out, f"{_X}mode", {"use-accumulators": _NUMBER})

    def _pattern(self, pattern: Element, at: int, twice: frozenset[str]) -> None:
        if pattern.get("abstract") == "true" or pattern.get("is-a") or pattern.get("documents"):
            raise self._unsupported("pattern abstract, is-a, documents")
        self._renamed = {
            name: f"p{at}-{name}" for one in pattern.findall(f"{_S}let") if (name := one.get("name", "")) in twice
        }
        etree.SubElement(self._out, f"{_X}mode", {"name": f"p{at}", "on-no-match": "shallow-skip"})
        rules = pattern.findall(f"{_S}rule")
        for one in _elements(pattern):
            kind = _kind(one)
            if kind == "let":
                self._variable(self._out, one)
            elif kind == "rule":
                self._rule(one, f"p{at}", priority=len(rules) - rules.index(one))
            elif kind not in _SAID_ONLY:
                raise self._unsupported(kind)
        self._renamed = {}

    def _rule(self, rule: Element, mode: str, *, priority: int) -> None:
        if rule.get("abstract") == "true" or not rule.get("context"):
            raise self._unsupported("rule abstract")
        template = etree.SubElement(
            self._out, f"{_X}template", {"match": self._asked(rule, "context"), "mode": mode, "priority": str(priority)}
        )  # fmt: skip
        lets: list[Element] = []
        for one in _elements(rule):
            kind = _kind(one)
            if kind == "let":
                lets.append(one)
            elif kind in ("assert", "report"):
                self._assertion(template, one, rule, lets, holds=kind == "report")
            elif kind not in _SAID_ONLY:
                raise self._unsupported(kind)
        etree.SubElement(template, f"{_X}apply-templates", select="@*, node()", mode="#current")

    def _assertion(
        self, template: Element, one: Element, rule: Element, lets: Sequence[Element], *, holds: bool
    ) -> None:
        """One assertion with the rule's variables of its own, so that what cannot be computed fails this one alone."""
        tried = etree.SubElement(template, f"{_X}try")
        for let in lets:
            self._variable(tried, let)
        asked = etree.SubElement(tried, f"{_X}choose")
        when = etree.SubElement(asked, f"{_X}when", test=self._asked(one, "test"))
        self._failure(when if holds else etree.SubElement(asked, f"{_X}otherwise"), one, rule)
        self._failure(etree.SubElement(tried, f"{_X}catch", errors="*"), one, rule)

    def _failure(self, out: Element, one: Element, rule: Element) -> None:
        failed = etree.SubElement(out, "failure", id=_literal(one.get("id", "")), flag=_literal(_flag(one, rule)))
        for name, asked in (
            ("element", f"ancestor-or-self::*[1]/accumulator-before('{_NUMBER}')"), ("attribute", "self::attribute()/name()")
        ):  # fmt: skip
            etree.SubElement(etree.SubElement(failed, f"{_X}attribute", name=name), f"{_X}sequence", select=asked)
        if etree.QName(out).localname != "catch":
            self._say(failed, one)
        else:  # the values in the text may be what cannot be computed
            _text(failed, " ".join("".join(map(str, one.itertext())).split()))

    def _say(self, out: Element, one: Element) -> None:
        """The text of an assertion, with the values in it."""
        _text(out, one.text)
        for inside in one:
            if isinstance(inside.tag, str):
                kind = _kind(inside)
                if kind == "value-of":
                    etree.SubElement(out, f"{_X}value-of", select=self._asked(inside, "select"))
                elif kind == "name":
                    etree.SubElement(out, f"{_X}value-of", select=f"name({inside.get('path', '.')})")
                elif kind in ("emph", "span", "dir"):
                    self._say(out, inside)
                else:
                    raise self._unsupported(kind)
            _text(out, inside.tail)

    def _variable(self, parent: Element, let: Element) -> None:
        name = let.get("name", "")
        if let.get("value") is None or not name:
            raise self._unsupported("let")
        etree.SubElement(
            parent, f"{_X}variable", name=self._renamed.get(name, name), select=self._asked(let, "value")
        )  # fmt: skip

    def _asked(self, one: Element, attribute: str) -> str:
        """The expression of an attribute, with the variables of the pattern that had to be renamed."""
        asked: str | None = one.get(attribute)
        if asked is None:
            raise self._unsupported(f"{_kind(one)}/@{attribute}")
        for name, new in self._renamed.items():
            asked = re.sub(rf"\${re.escape(name)}(?![\w.-])", f"${new}", asked)
        return asked

    def _unsupported(self, what: object) -> UnreadableError:
        return UnreadableError("rules_unsupported", source=self._name, what=str(what))


def _twice(patterns: Sequence[Element]) -> frozenset[str]:
    """The names of variables that several patterns have, each for itself."""
    names = Counter(one.get("name", "") for pattern in patterns for one in pattern.findall(f"{_S}let"))
    return frozenset(name for name, times in names.items() if times > 1)


def _elements(parent: Element) -> Iterable[Element]:
    return (one for one in parent if isinstance(one.tag, str))


def _kind(one: Element) -> str:
    """The element's name, with the prefix xsl where it is XSLT's and its namespace where it is somebody else's."""
    named = etree.QName(one)
    before = {SCHEMATRON: "", _XSL: "xsl:"}.get(named.namespace or "", f"{{{named.namespace}}}")
    return f"{before}{named.localname}"


def _flag(one: Element, rule: Element) -> str:
    return str(one.get("flag") or one.get("role") or rule.get("flag") or rule.get("role") or "fatal")


def _literal(text: str) -> str:
    """Text as an attribute of a result, where braces would be asked as an expression."""
    return text.replace("{", "{{").replace("}", "}}")


def _text(out: Element, text: str | None) -> None:
    if text:
        etree.SubElement(out, f"{_X}text").text = text


def _copied(one: Element) -> Element:
    made = etree.fromstring(etree.tostring(one), etree.XMLParser(resolve_entities=False, no_network=True))
    made.tail = one.tail
    return made
