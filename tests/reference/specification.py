"""An executable specification of Ingot's decision rules.

One small function for each term of the rules; nothing is cached or made fast. It shares no code with the library, so a
difference between the two is a mistake in one of them. `judge` is the entry point.

Instants and durations are whole nanoseconds. Ids, regions, tag names and enumeration values are folded when the
documents are read; everything after that compares plain strings.
"""

import datetime
import re
from fractions import Fraction

SECOND = 10**9
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

# ---------------------------------------------------------------------------------------------------------------------
# Scalars


def fold(text):
    """Ids, tag names and enumeration values are equal when they differ only in ASCII case."""
    return "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in text)


def region(text):
    """Regions are compared without case and without spaces; an empty name is no region."""
    return fold(text).replace(" ", "") if text else None


_INSTANT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))", re.ASCII
)


def instant(text):
    """Nanoseconds since 1970 of a date with time and offset; None for anything else and for the year 1."""
    match = _INSTANT.fullmatch(text) if isinstance(text, str) else None
    if not match:
        return None
    year, month, day, hour, minute, second = (int(match[i]) for i in range(1, 7))
    offset_hours, offset_minutes = int(match[9] or 0), int(match[10] or 0)
    if year <= 1 or hour > 23 or minute > 59 or second > 59 or offset_hours > 23 or offset_minutes > 59:
        return None
    try:
        days = datetime.date(year, month, day).toordinal() - datetime.date(1970, 1, 1).toordinal()
    except ValueError:
        return None
    offset = (offset_hours * 60 + offset_minutes) * (-1 if match[8] == "-" else 1)
    fraction = int(((match[7] or "") + "0" * 9)[:9])
    return ((days * 24 + hour) * 60 + minute - offset) * MINUTE + second * SECOND + fraction


def write_instant(nanoseconds):
    """The instant in UTC, with as many fraction digits as it needs."""
    seconds, fraction = divmod(nanoseconds, SECOND)
    base = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds)
    digits = ("." + f"{fraction:09d}".rstrip("0")) if fraction else ""
    return base.isoformat() + digits + "Z"


_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.ASCII)


def duration(text):
    """Nanoseconds of an ISO 8601 duration of days, hours, minutes and seconds."""
    match = _DURATION.fullmatch(text)
    if not match or text.endswith(("P", "T")):
        raise ValueError(f"not a duration of days and time units: {text!r}")
    return sum(int(n or 0) * unit for n, unit in zip(match.groups(), (DAY, HOUR, MINUTE, SECOND)))


def glob(pattern, text):
    """`*` is any run of characters, `?` is one character, nothing else is special; case does not count."""
    parts = {"*": ".*", "?": "."}
    expression = "".join(parts.get(c) or re.escape(c) for c in fold(pattern))
    return re.fullmatch(expression, fold(text), re.DOTALL) is not None


def any_glob(patterns, text):
    """A single pattern must match; of a list, any one."""
    return any(glob(p, text) for p in ([patterns] if isinstance(patterns, str) else patterns))


def number(name):
    """The numeric triple of a version name."""
    match = re.fullmatch(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)", name, re.ASCII)
    if not match or any(int(part) > 2**31 - 1 for part in match.groups()):
        raise ValueError(f"not a version number: {name!r}")
    return tuple(int(part) for part in match.groups())


def get(value, *path):
    """A member of nested objects; None where any step is absent or null."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def folded_tags(resource):
    return {fold(name): value for name, value in (get(resource, "tags") or {}).items()}


# ---------------------------------------------------------------------------------------------------------------------
# Names of images

_DEFINITION_ID = r"/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft\.compute/galleries/[^/]+/images/[^/]+"
_IMAGE_ID = re.compile(rf"({_DEFINITION_ID})(?:/versions/([^/]+))?")
_PUBLISHED_ID = re.compile(r"/(sharedgalleries|communitygalleries)/([^/]+)/images/([^/]+)(?:/versions/([^/]+))?")


def definition_of(version_id):
    return version_id.rsplit("/versions/", 1)[0]


def gallery_of(definition_id):
    return definition_id.rsplit("/images/", 1)[0]


def subscription_of(any_id):
    return "/".join(any_id.split("/")[:3])


def last_name(any_id):
    return any_id.rsplit("/", 1)[1]


# ---------------------------------------------------------------------------------------------------------------------
# The estate


class Version:
    """What the rules read of one image version."""

    def __init__(self, identity, resource, soft_deleted):
        properties = get(resource, "properties") or {}
        profile = get(properties, "publishingProfile") or {}
        self.id = identity
        self.definition = definition_of(identity)
        self.name = last_name(identity)
        self.number = number(self.name)
        self.listed = resource is not None
        self.soft_deleted = soft_deleted
        self.home = region(get(resource, "location"))
        self.tags = folded_tags(resource)
        self.state = fold(get(properties, "provisioningState") or "")
        self.regions = {
            region(row["name"]): get(row, "excludeFromLatest") for row in get(profile, "targetRegions") or []
        }
        self.excluded_globally = get(profile, "excludeFromLatest")
        self.published = instant(get(profile, "publishedDate"))
        self.created = instant(get(resource, "systemData", "createdAt"))
        self.end_of_life = instant(get(profile, "endOfLifeDate"))
        self.blocked = get(properties, "safetyProfile", "blockDeletionBeforeEndOfLife") is True
        self.validations = [
            fold(get(row, "status") or "")
            for row in get(properties, "validationsProfile", "executedValidations") or []
        ]
        status = get(properties, "replicationStatus")
        self.has_status = status is not None
        self.completed = {
            region(get(row, "region"))
            for row in get(status, "summary") or []
            if fold(get(row, "state") or "") == "completed"
        }
        storage = get(properties, "storageProfile")
        disks = [get(storage, "osDiskImage")] + (get(storage, "dataDiskImages") or [])
        self.sources = [get(storage, "source")] + [get(disk, "source") for disk in disks]


class Reference:
    """One use of an image: the definition, the number as text or None for `latest`, and where (None: everywhere)."""

    def __init__(self, definition, version, where):
        self.definition, self.version, self.where = definition, version, where


class Estate:
    """The snapshot, indexed by folded id."""

    def __init__(self, document):
        self.galleries = {fold(g["id"]): g for g in document.get("galleries") or []}
        self.definitions = {fold(d["id"]): d for d in document.get("image_definitions") or []}
        self.scopes = [fold(s) for s in document.get("scopes") or []]
        self.coverage = document.get("coverage") or []
        self.locks = [
            (fold(lock["id"]).rsplit("/providers/microsoft.authorization/locks/", 1)[0],
             fold(get(lock, "properties", "level") or ""))
            for lock in document.get("locks") or []
        ]
        self.watched_since = instant(document.get("watched_since"))
        self.last_seen = {}
        for identity, text in (document.get("last_seen_in_use") or {}).items():
            if (seen := instant(text)) is not None:
                self.last_seen[fold(identity)] = max(seen, self.last_seen.get(fold(identity), seen))

        deleted = {
            fold(get(row, "properties", "resourceArmId") or "") for row in document.get("soft_deleted_versions") or []
        }
        listed = {fold(v["id"]): v for v in document.get("image_versions") or []}
        self.versions = {
            identity: Version(identity, listed.get(identity), identity in deleted)
            for identity in sorted(set(listed) | deleted - {""})
        }
        self.of_definition = {identity: [] for identity in self.definitions}
        for version in self.versions.values():
            self.of_definition.setdefault(version.definition, []).append(version)
        for versions in self.of_definition.values():
            versions.sort(key=lambda v: v.number, reverse=True)
        self.public_names = self._public_names()
        self.references = list(self._references(document))

    def _public_names(self):
        """Shared galleries go by their unique name, community galleries by each of their public names."""
        names = {}
        for identity, gallery in self.galleries.items():
            unique = get(gallery, "properties", "identifier", "uniqueName")
            if unique:
                names["sharedgalleries", fold(unique)] = identity
            for name in get(gallery, "properties", "sharingProfile", "communityGalleryInfo", "publicNames") or []:
                names["communitygalleries", fold(name)] = identity
        return names

    def image(self, text):
        """(definition, version text or None) that an id of any of the three forms names; None if it names no image."""
        folded = fold(text or "")
        if match := _IMAGE_ID.fullmatch(folded):
            return match[1], match[2]
        if match := _PUBLISHED_ID.fullmatch(folded):
            gallery = self.public_names.get((match[1], match[2]))
            return (f"{gallery}/images/{match[3]}", match[4]) if gallery else None
        return None

    def _references(self, document):
        """Every reference that a consumer of any kind makes."""
        for kind, path in (
            ("virtual_machines", ("storageProfile", "imageReference")),
            ("scale_sets", ("virtualMachineProfile", "storageProfile", "imageReference")),
            ("scale_set_instances", ("storageProfile", "imageReference")),
            ("disks", ("creationData", "galleryImageReference")),
            ("disks", ("creationData", "imageReference")),
        ):
            for consumer in document.get(kind) or []:
                where = region(get(consumer, "location"))
                reference = get(consumer, "properties", *path)
                yield from self._of_image_reference(reference, where)
        for template in document.get("image_templates") or []:
            where = region(get(template, "location"))
            yield from self._named(get(template, "properties", "source", "imageVersionId"), where)
        for row in document.get("references") or []:
            yield from self._named(row["target"], region(get(row, "region")))

    def _of_image_reference(self, reference, where):
        for member in ("id", "sharedGalleryImageId", "communityGalleryImageId"):
            text = get(reference, member)
            yield from self._named(text, where)
            exact, image = get(reference, "exactVersion"), self.image(text)
            if exact and image:
                yield Reference(image[0], fold(exact), where)

    def _named(self, text, where):
        image = self.image(text)
        if image:
            yield Reference(image[0], None if image[1] in (None, "latest") else image[1], where)


# ---------------------------------------------------------------------------------------------------------------------
# The policy


class Rule:
    """One rule with its defaults; the rule of an orphan has no name and no blocks."""

    def __init__(self, document, estate, orphan=False):
        keep, limits = document.get("keep") or {}, document.get("limits") or {}
        evidence = document.get("evidence") or {}
        self.orphan = orphan
        self.name = None if orphan else document["name"]
        self.match = document.get("match") or {}
        self.keep_newest = keep.get("newest", 1)
        self.rollback_reserve = keep.get("rollback_reserve", 1)
        self.keep_tags = keep.get("tags") or {}
        self.keep_versions = keep.get("versions") or []
        self.keep_lineage = keep.get("lineage", True)
        self.deprecate = document.get("deprecate")
        self.trim = document.get("trim")
        self.delete = document.get("delete")
        self.failed = document.get("failed")
        self.candidates = document.get("candidates")
        self.shared = document.get("shared")
        self.max_age = duration(evidence.get("max_age", "PT24H"))
        self.sources = [
            fold(s)
            for s in evidence.get("sources", ["virtual_machines", "scale_sets", "scale_set_instances", "locks"])
        ]
        self.scopes = [fold(s) for s in evidence["scopes"]] if "scopes" in evidence else estate.scopes
        self.max_deletes = limits.get("max_deletes", 20)
        # The decimal that was written, not its nearest binary: 3 of 10 is not more than 0.3.
        self.max_fraction = Fraction(str(limits.get("max_fraction", 0.5)))


def duration_of(block, member):
    """The duration in a block; None where the block or the member is absent."""
    text = get(block, member)
    return None if text is None else duration(text)


def matches(rule, estate, definition):
    """All members of `match` must hold, and all of its tags; each list means any of."""
    tags = folded_tags(estate.definitions.get(definition))
    wanted = rule.match
    return (
        ("galleries" not in wanted or any_glob(wanted["galleries"], last_name(gallery_of(definition))))
        and ("definitions" not in wanted or any_glob(wanted["definitions"], last_name(definition)))
        and all(
            fold(name) in tags and any_glob(value, tags[fold(name)]) for name, value in wanted.get("tags", {}).items()
        )
    )


def governing_rule(rules, estate, definition):
    """The first rule that matches, else the rule of an orphan."""
    for rule in rules:
        if matches(rule, estate, definition):
            return rule
    return Rule({}, estate, orphan=True)


# ---------------------------------------------------------------------------------------------------------------------
# Terms


def failed(v):
    return v.state == "failed"


def date(v):
    """When it was published; a failed version may fall back to the tag of its creation, then to the system's record."""
    if v.published is None and failed(v):
        tagged = instant(v.tags.get("ingot-created-at"))
        return tagged if tagged is not None else v.created
    return v.published


def younger_than(v, span, now):
    """Age below the span; a version without a date is not younger than anything."""
    return date(v) is not None and now - date(v) < span


def present(v):
    return v.state in ("succeeded", "updating") and not v.soft_deleted


def excluded(v, r):
    """The region's own flag if it has one, else the global one, else no."""
    flag = v.regions.get(r)
    return bool(v.excluded_globally if flag is None else flag)


def excluded_everywhere(v):
    return bool(v.regions) and all(excluded(v, r) for r in v.regions)


def candidate(v):
    return (
        excluded_everywhere(v)
        and fold(v.tags.get("ingot-stage", "")) == "candidate"
        and "ingot-deprecated-at" not in v.tags
    )


def revoked(v):
    return "ingot-revoked" in v.tags


def good(v):
    return present(v) and not revoked(v) and "failed" not in v.validations and not candidate(v)


def replication_assumed(v):
    return not v.has_status and v.state == "succeeded"


def replicated(v, r):
    return r in v.regions and (r in v.completed or replication_assumed(v))


def can_be_latest(v, r):
    return present(v) and replicated(v, r) and not excluded(v, r)


def latest(versions, r):
    """The highest version that can be latest in the region; `versions` is ordered from the highest down."""
    return next((v for v in versions if can_be_latest(v, r)), None)


def regions(versions):
    return sorted({r for v in versions if present(v) for r in v.regions})


def deprecated_at(v):
    """When it was deprecated; None if it is not."""
    return instant(v.tags.get("ingot-deprecated-at")) if excluded_everywhere(v) else None


def newest_good(versions, count):
    return [v for v in versions if good(v)][:count]


def latest_regions(v, versions):
    return [r for r in regions(versions) if latest(versions, r) is v]


def reserve(versions, r, count):
    """The good versions that a rollback in the region would fall back to."""
    available = [v for v in versions if good(v) and replicated(v, r)]
    current = latest(versions, r)
    if current is None:
        return available[: count + 1]
    return [v for v in available if v.number < current.number][:count]


# ---------------------------------------------------------------------------------------------------------------------
# Usage


def uses(v, versions, estate):
    """The regions in which something uses v; None stands for a use everywhere."""
    found = []
    for reference in estate.references:
        if reference.definition != v.definition:
            continue
        if reference.version is not None:
            if reference.version == v.name:
                found.append(reference.where)
        else:
            places = regions(versions) if reference.where is None else [reference.where]
            found.extend(r for r in places if latest(versions, r) is v)
    return found


def used_in(v, r, versions, estate):
    return any(where is None or where == r for where in uses(v, versions, estate))


def required_pairs(v, rule):
    """Every scope with every source, and the locks of the version's own subscription where locks count at all."""
    pairs = {(scope, source) for scope in rule.scopes for source in rule.sources}
    if "locks" in rule.sources:
        pairs.add((subscription_of(v.id), "locks"))
    return pairs


def covered(pair, rule, estate, now):
    for row in estate.coverage:
        at = instant(get(row, "at"))
        if (
            (fold(row["scope"]), fold(row["source"])) == pair
            and fold(row["status"]) == "complete"
            and at is not None
            and now - rule.max_age <= at <= now + 5 * MINUTE
        ):
            return True
    return False


def evidence_complete(v, rule, estate, now):
    """Never complete without scopes."""
    return bool(rule.scopes) and all(covered(pair, rule, estate, now) for pair in required_pairs(v, rule))


# ---------------------------------------------------------------------------------------------------------------------
# Holds. Each function yields (code, until or None) when the hold applies.


def hold_latest(v, c):
    if latest_regions(v, c.versions):
        yield "latest", None


def hold_newest(v, c):
    if v in newest_good(c.versions, c.rule.keep_newest):
        yield "newest", None


def hold_rollback_reserve(v, c):
    if any(v in reserve(c.versions, r, c.rule.rollback_reserve) for r in regions(c.versions)):
        yield "rollback_reserve", None


def hold_last_good(v, c):
    if [w for w in c.versions if good(w)] == [v]:
        yield "last_good", None


def hold_usage(v, c):
    if uses(v, c.versions, c.estate):
        yield "in_use", None
    elif not evidence_complete(v, c.rule, c.estate, c.now):
        yield "usage_unknown", None


def hold_recently_used(v, c):
    span = duration_of(c.rule.delete, "unused_for")
    if span is None:
        return
    if c.estate.watched_since is None:
        yield "recently_used", None
        return
    until = max(c.estate.watched_since, c.estate.last_seen.get(v.id, c.estate.watched_since)) + span
    if until > c.now:
        yield "recently_used", until


def hold_too_young(v, c):
    span = duration_of(c.rule.failed, "delete_after") if failed(v) else duration_of(c.rule.delete, "older_than")
    if span is not None and younger_than(v, span, c.now):
        yield "too_young", date(v) + span


def hold_deprecation(v, c):
    span = duration_of(c.rule.delete, "deprecated_for")
    if span is None or not good(v):
        return
    since = deprecated_at(v)
    if since is None:
        yield "not_deprecated", None
    elif c.now - since < span:
        yield "deprecation_recent", since + span


def hold_candidate(v, c):
    if not candidate(v):
        return
    span = duration_of(c.rule.candidates, "delete_after")
    if span is None:
        yield "candidate", None
    elif younger_than(v, span, c.now):
        yield "candidate", date(v) + span


def hold_undated(v, c):
    if date(v) is None:
        yield "undated", None


def hold_blocked(v, c):
    if v.blocked and (v.end_of_life is None or v.end_of_life > c.now):
        yield "blocked_before_end_of_life", v.end_of_life


def hold_failed_under_soft_delete(v, c):
    gallery = c.estate.galleries.get(gallery_of(v.definition))
    on = gallery is None or get(gallery, "properties", "softDeletePolicy", "isSoftDeleteEnabled") is True
    if failed(v) and on:
        yield "failed_under_soft_delete", None


def lock_levels(v, estate):
    """Levels of the locks at the version and at every scope above it."""
    return {level for scope, level in estate.locks if v.id == scope or v.id.startswith(scope + "/")}


def hold_locked(v, c):
    if lock_levels(v, c.estate) & {"cannotdelete", "readonly"}:
        yield "locked", None


def hold_kept_by_tag(v, c):
    for tags in (v.tags, folded_tags(c.estate.definitions.get(v.definition))):
        if any(fold(n) in tags and any_glob(p, tags[fold(n)]) for n, p in c.rule.keep_tags.items()):
            yield "kept_by_tag", None
            return


def hold_kept_by_name(v, c):
    if any_glob(c.rule.keep_versions, v.name):
        yield "kept_by_name", None


def is_source_of(v, w, estate):
    """w names exactly v, not `latest`, as where it or one of its disks came from."""
    for source in w.sources:
        for member in ("id", "communityGalleryImageId"):
            if estate.image(get(source, member)) == (v.definition, v.name):
                return True
    return False


def hold_lineage(v, c):
    if c.rule.keep_lineage and any(is_source_of(v, w, c.estate) for w in c.estate.versions.values() if w is not v):
        yield "lineage", None


def gallery_is_shared(definition, estate):
    """One that is not listed counts as shared."""
    gallery = estate.galleries.get(gallery_of(definition))
    permissions = get(gallery, "properties", "sharingProfile", "permissions")
    return gallery is None or fold(permissions or "") in ("groups", "community")


def hold_shared(v, c):
    if not gallery_is_shared(v.definition, c.estate):
        return
    span, noticed = duration_of(c.rule.shared, "notice"), instant(v.tags.get("ingot-notice-at"))
    if span is None or noticed is None:
        yield "shared", None
    elif noticed + span > c.now:
        yield "shared", noticed + span


def hold_in_transition(v, c):
    if v.soft_deleted or v.state not in ("succeeded", "failed"):
        yield "in_transition", None


def hold_orphan(v, c):
    if c.rule.orphan:
        yield "orphan", None


HOLDS_OF_FAILED = (
    hold_too_young, hold_usage, hold_undated, hold_blocked, hold_failed_under_soft_delete, hold_locked,
    hold_kept_by_tag, hold_kept_by_name, hold_in_transition, hold_orphan,
)
HOLDS_OF_ALL_OTHERS = (
    hold_latest, hold_newest, hold_rollback_reserve, hold_last_good, hold_usage, hold_recently_used, hold_undated,
    hold_blocked, hold_locked, hold_kept_by_tag, hold_kept_by_name, hold_lineage, hold_shared, hold_in_transition,
    hold_orphan,
)


def holds_of(v, c):
    """Every hold but those of the limits."""
    if failed(v):
        judges = HOLDS_OF_FAILED
    elif candidate(v):
        judges = HOLDS_OF_ALL_OTHERS + (hold_candidate,)
    else:
        judges = HOLDS_OF_ALL_OTHERS + (hold_too_young, hold_deprecation)
    return dict(hold for judge_hold in judges for hold in judge_hold(v, c))


# ---------------------------------------------------------------------------------------------------------------------
# Decisions


def deletion_block(v, rule):
    if failed(v):
        return rule.failed
    return rule.candidates if candidate(v) else rule.delete


def stage(v):
    """The first that fits."""
    if v.soft_deleted:
        return "soft_deleted"
    if v.state == "deleting":
        return "deleting"
    if failed(v):
        return "failed"
    if revoked(v):
        return "revoked"
    if candidate(v):
        return "candidate"
    if deprecated_at(v) is not None:
        return "trimmed" if set(v.regions) == {v.home} else "deprecated"
    return "active"


def may_be_deprecated(v, c):
    block = c.rule.deprecate
    return (
        block is not None
        and v.state == "succeeded"
        and good(v)
        and bool(v.regions)
        and deprecated_at(v) is None
        and date(v) is not None
        and not younger_than(v, duration(block["older_than"]), c.now)
        and v not in newest_good(c.versions, block.get("keep_newest", 1))
        and not latest_regions(v, c.versions)
        and "readonly" not in lock_levels(v, c.estate)
        and not c.breaker
    )


def regions_to_trim(v, c, holds):
    """The regions that a trim drops; empty when it may not be trimmed."""
    block = c.rule.trim
    if (
        block is None
        or not present(v)
        or v.state != "succeeded"
        or not (deprecated_at(v) is not None or (not block.get("deprecated_only", True) and good(v)))
        or v in newest_good(c.versions, block.get("keep_newest", 1))
        or not evidence_complete(v, c.rule, c.estate, c.now)
        or set(holds) & {"locked", "kept_by_tag", "kept_by_name", "shared"}
        or c.breaker
        or v.home is None
    ):
        return []
    return sorted(
        r
        for r in v.regions
        if r != v.home
        and latest(c.versions, r) is not v
        and v not in reserve(c.versions, r, c.rule.rollback_reserve)
        and not used_in(v, r, c.versions, c.estate)
    )


class Case:
    """One definition before its rule."""

    def __init__(self, definition, estate, rule, now):
        self.definition, self.estate, self.rule, self.now = definition, estate, rule, now
        self.versions = estate.of_definition[definition]
        self.holds = {v.id: holds_of(v, self) for v in self.versions}
        self.doomed = [v for v in self.versions if not self.holds[v.id] and deletion_block(v, rule) is not None]
        alive = sum(not v.soft_deleted for v in self.versions)
        self.breaker = len(self.doomed) > rule.max_fraction * alive
        if self.breaker:
            for v in self.doomed:
                self.holds[v.id]["circuit_breaker"] = None
            self.doomed = []


def apply_limits(cases):
    """Of all that one rule would delete, only the first `max_deletes`, the oldest first."""
    by_rule = {}
    for case in cases:
        by_rule.setdefault(id(case.rule), []).append(case)
    for governed in by_rule.values():
        queue = [(date(v), v.number, v.id, case) for case in governed for v in case.doomed]
        queue.sort(key=lambda row: row[:3])
        for _, _, identity, case in queue[governed[0].rule.max_deletes :]:
            case.holds[identity]["limit"] = None
            case.doomed = [v for v in case.doomed if v.id != identity]


def decision_of(v, case):
    """(decision, regions dropped by a trim)"""
    if v in case.doomed:
        return "delete", []
    if may_be_deprecated(v, case):
        return "deprecate", []
    drops = regions_to_trim(v, case, case.holds[v.id])
    return ("trim", drops) if drops else ("keep", [])


# ---------------------------------------------------------------------------------------------------------------------
# What `latest` means, and why not the others


def reason_passed_over(v, r):
    """The first reason why v is not latest in r; None if nothing speaks against it."""
    if v.soft_deleted:
        return "soft_deleted"
    if v.state not in ("succeeded", "updating"):
        return "state"
    if r not in v.regions:
        return "not_targeted"
    if not replicated(v, r):
        return "not_replicated"
    if v.regions[r]:
        return "excluded_in_region"
    return "excluded" if excluded(v, r) else None


def latest_report(versions):
    report = {}
    for r in regions(versions):
        chosen = latest(versions, r)
        above = [v for v in versions if chosen is None or v.number > chosen.number]
        report[r] = {
            "version": chosen and chosen.name,
            "assumed": chosen is not None and replication_assumed(chosen),
            "passed_over": [[v.name, reason_passed_over(v, r)] for v in above],
        }
    return report


# ---------------------------------------------------------------------------------------------------------------------


def judge(estate, policy, now):
    """The verdict on every version and the meaning of `latest` in every region."""
    snapshot, at = Estate(estate), instant(now)
    if at is None:
        raise ValueError(f"not an instant: {now!r}")
    rules = [Rule(document, snapshot) for document in policy["rules"]]
    cases = [
        Case(definition, snapshot, governing_rule(rules, snapshot, definition), at)
        for definition in sorted(snapshot.of_definition)
    ]
    apply_limits(cases)
    verdicts = {}
    for case in cases:
        for v in case.versions:
            decision, drops = decision_of(v, case)
            verdicts[v.id] = {
                "rule": case.rule.name,
                "stage": stage(v),
                "decision": decision,
                "holds": {
                    code: None if until is None else write_instant(until)
                    for code, until in sorted(case.holds[v.id].items())
                },
                "drops": drops,
            }
    return {
        "verdicts": verdicts,
        "latest": {name: latest_report(versions) for name, versions in snapshot.of_definition.items()},
    }
