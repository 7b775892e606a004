"""Inputs that must be refused: (name, which document, bytes)."""

import copy
import json

VERSION_ID = (
    "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/galleries/g/images/d/versions/1.0.0"
)
ESTATE = {
    "schema": "ingot.estate/1",
    "taken_at": "2026-03-01T00:00:00Z",
    "scopes": ["/subscriptions/s"],
    "coverage": [
        {"scope": "/subscriptions/s", "source": "locks", "status": "complete", "at": "2026-03-01T00:00:00Z",
         "detail": ""}
    ],
    "galleries": [
        {"id": VERSION_ID.split("/images/")[0], "name": "g", "location": "westeurope", "properties": {}}
    ],
    "image_definitions": [
        {"id": VERSION_ID.split("/versions/")[0], "name": "d", "location": "westeurope", "properties": {}}
    ],
    "image_versions": [
        {
            "id": VERSION_ID, "name": "1.0.0", "location": "westeurope", "tags": {"a": "b"},
            "properties": {
                "provisioningState": "Succeeded",
                "publishingProfile": {
                    "publishedDate": "2026-01-01T00:00:00Z",
                    "targetRegions": [{"name": "West Europe", "regionalReplicaCount": 1}],
                },
            },
        }
    ],
}
POLICY = {
    "schema": "ingot.policy/1",
    "rules": [
        {
            "name": "all",
            "match": {"galleries": ["*"], "definitions": ["*"], "tags": {}},
            "keep": {"newest": 1, "rollback_reserve": 1, "tags": {"legal-hold": "*"}, "versions": ["9.*"]},
            "deprecate": {"older_than": "P1D", "end_of_life_after": "P1D"},
            "trim": {"keep_newest": 1},
            "delete": {"older_than": "P2D"},
            "failed": {"delete_after": "P1D"},
            "candidates": {"delete_after": "P1D"},
            "shared": {"notice": "P1D"},
            "evidence": {"max_age": "PT24H", "sources": ["locks"], "scopes": ["/subscriptions/s"]},
            "limits": {"max_deletes": 1, "max_fraction": 0.5},
        }
    ],
}
_ABSENT = object()


def write(document):
    return json.dumps(document, indent=1).encode()


def _changed(document, path, value):
    """A copy with one member replaced, added or (with _ABSENT) taken away."""
    document = copy.deepcopy(document)
    target = document
    for step in path[:-1]:
        target = target[step]
    if value is _ABSENT:
        del target[path[-1]]
    elif isinstance(target, list) and path[-1] == len(target):
        target.append(value)
    else:
        target[path[-1]] = value
    return write(document)


def _renamed(name):
    version = copy.deepcopy(ESTATE["image_versions"][0])
    version.update(id=VERSION_ID.replace("1.0.0", name), name=name)
    return _changed(ESTATE, ("image_versions", 0), version)


def cases():
    for document, content in (("estate", ESTATE), ("policy", POLICY)):
        text = write(content)
        for cut in (0, 1, len(text) // 3, len(text) // 2, len(text) - 1):
            yield f"truncated to {cut}", document, text[:cut]
        yield "not an object: array", document, b"[]"
        yield "not an object: null", document, b"null"
        yield "not an object: number", document, b"17"
        yield "text behind the document", document, text + b"{}"
        yield "invalid UTF-8", document, text.replace(b'"ingot', b'"\xc3\x28ingot')
        yield "invalid UTF-8 in a value", document, text.replace(b'"schema"', b'"ignored": "\xff",\n "schema"')
        yield "lone surrogate", document, text.replace(b'"ingot', b'"\\ud800ingot')
        yield "deep nesting of arrays", document, text.replace(
            b'"schema"', b'"deep": ' + b"[" * 100000 + b"]" * 100000 + b', "schema"', 1)
        yield "deep nesting of objects", document, b'{"a":' * 50000 + b"1" + b"}" * 50000
        yield "duplicate schema", document, text.replace(b'"schema"', b'"schema": "ingot.x/1", "schema"', 1)
        yield "no schema", document, _changed(content, ("schema",), _ABSENT)
        yield "wrong schema", document, _changed(content, ("schema",), "ingot.plan/1")
        yield "schema of another age", document, _changed(content, ("schema",), f"ingot.{document}/2")
        yield "schema is no text", document, _changed(content, ("schema",), 1)
        yield "trailing comma", document, text.rstrip()[:-1] + b",}"
    yield "duplicate member inside", "policy", write(POLICY).replace(b'"newest"', b'"newest": 2, "newest"', 1)
    yield "duplicate member inside", "estate", write(ESTATE).replace(b'"location"', b'"location": "x", "location"', 1)

    for name in ("1.0", "1.0.0.0", "01.0.0", "1.0.00", "latest", "1.0.2147483648", "1.0.-1", "1.0.x", "v1.0.0"):
        yield f"version {name}", "estate", _renamed(name)
    twice = copy.deepcopy(ESTATE["image_versions"][0])
    twice["id"] = twice["id"].upper()
    yield "version listed twice", "estate", _changed(ESTATE, ("image_versions", 1), twice)
    twice = copy.deepcopy(ESTATE["image_definitions"][0])
    yield "definition listed twice", "estate", _changed(ESTATE, ("image_definitions", 1), twice)
    twice = copy.deepcopy(ESTATE["galleries"][0])
    yield "gallery listed twice", "estate", _changed(ESTATE, ("galleries", 1), twice)
    version = ("image_versions", 0)
    for path, value in (
        (("image_versions",), {}),
        (("image_versions",), "x"),
        (("image_versions", 0), "x"),
        (("galleries",), 1),
        (("coverage",), {}),
        (("coverage", 0), []),
        (("scopes",), "x"),
        (("scopes", 0), 3),
        (("locks",), True),
        (("references",), {"kind": "x"}),
        (("last_seen_in_use",), []),
        (version + ("id",), 5),
        (version + ("id",), _ABSENT),
        (version + ("id",), "not an id"),
        (version + ("properties",), []),
        (version + ("tags",), ["a"]),
        (version + ("properties", "provisioningState"), 1),
        (version + ("properties", "publishingProfile", "targetRegions"), {}),
        (version + ("properties", "publishingProfile", "targetRegions", 0), "westeurope"),
        (version + ("properties", "publishingProfile", "targetRegions", 0, "name"), 7),
        (version + ("properties", "publishingProfile", "excludeFromLatest"), "yes"),
    ):
        yield f"{path} = {value if value is not _ABSENT else 'absent'!r}", "estate", _changed(ESTATE, path, value)

    rule = ("rules", 0)
    for path in ((), rule) + tuple(
        rule + (block,)
        for block in ("match", "keep", "deprecate", "trim", "delete", "failed", "candidates", "shared", "evidence",
                      "limits")
    ):
        yield f"unknown member at {path}", "policy", _changed(POLICY, path + ("surprise",), 1)
        if len(path) > 2:
            yield f"{path} is no object", "policy", _changed(POLICY, path, 1)
    for block, member in (
        ("delete", "older_than"), ("failed", "delete_after"), ("candidates", "delete_after"),
        ("deprecate", "older_than"), ("deprecate", "end_of_life_after"), ("shared", "notice"),
    ):
        yield f"{block} without {member}", "policy", _changed(POLICY, rule + (block, member), _ABSENT)
    for span in ("P1M", "P1Y", "90D", "P", "PT", "P1DT", "-P1D", "P-1D", "PT1H1D", "", "1 day", 86400, None, "P1S"):
        yield f"duration {span!r}", "policy", _changed(POLICY, rule + ("delete", "older_than"), span)
    for path, value in (
        (("rules",), {}),
        (("rules", 0), "x"),
        (rule + ("match", "galleries"), []),
        (rule + ("match", "definitions"), []),
        (rule + ("match", "galleries"), [1]),
        (rule + ("match", "tags"), {"tier": []}),
        (rule + ("keep", "versions"), []),
        (rule + ("keep", "tags"), {"x": []}),
        (rule + ("keep", "newest"), -1),
        (rule + ("keep", "newest"), 1.5),
        (rule + ("keep", "newest"), "1"),
        (rule + ("keep", "lineage"), "yes"),
        (rule + ("trim", "deprecated_only"), 1),
        (rule + ("evidence", "sources"), []),
        (rule + ("evidence", "scopes"), []),
        (rule + ("limits", "max_deletes"), -1),
        (rule + ("limits", "max_fraction"), "half"),
        (rule + ("limits", "max_fraction"), -0.5),
    ):
        yield f"{path} = {value!r}", "policy", _changed(POLICY, path, value)
