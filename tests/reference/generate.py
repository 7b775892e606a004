"""Random estates and policies: small, nasty, and the same for the same seed.

Times lie on a coarse grid around `now`, sometimes one tick beside it, so that ages and notices meet the durations of
the policy exactly. Half of the estates are friendly (complete evidence, few holds), so that deletion, trimming, the
circuit breaker and the limits are reached and not only refused.
"""

import datetime
import random

TICK = 100  # nanoseconds; the service writes seven digits
SECOND = 10**9
HOUR = 3600 * SECOND
DAY = 24 * HOUR
EPOCH = datetime.datetime(1970, 1, 1)

SUBSCRIPTIONS = ("00000000-aaaa-0000-0000-00000000000a", "00000000-bbbb-0000-0000-00000000000b")
REGIONS = (("westeurope", "West Europe"), ("eastus", "East US"), ("japaneast", "Japan East"), ("westus2", "West US 2"))
DURATIONS = ("PT0S", "PT1H", "P1D", "PT24H", "P2D", "PT48H", "P1DT12H", "P3D", "P2DT60M", "PT90M", "P5D")
GRID = (0, HOUR, HOUR, DAY, DAY, 2 * DAY, 2 * DAY, 36 * HOUR, 3 * DAY, 4 * DAY, 5 * DAY, 6 * DAY, 9 * DAY, 49 * HOUR)
UNREADABLE = (
    "", "yesterday", "2026-01-01", "2026-01-01T00:00:00", "2026-02-30T00:00:00Z", "0001-01-01T00:00:00Z",
    "0001-01-01T00:00:00+00:00", "2026-01-01T24:00:00Z", "2026-01-01T00:00Z", "2026-13-01T00:00:00Z",
    "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00+0000", "2026-1-1T00:00:00Z", "2026-01-01T00:60:00Z",
    "2026-01-01T00:00:00Z ", "2026-01-01T00:00:00+24:00", "2025-02-29T12:00:00Z",
)
NUMBERS = (
    "0.0.0", "0.0.1", "0.24254.42935", "1.0.0", "1.2.0", "1.9.0", "1.10.0", "1.10.1", "1.2147483647.0", "2.0.0",
    "2.0.10", "2.0.9", "10.0.0", "2018.12.1", "2147483647.2147483647.2147483647", "3.1.4", "3.1.10",
)


class _Generator:
    def __init__(self, seed, spelling):
        self.random = random.Random(seed)
        self.spelling = random.Random(f"{seed} {spelling}")
        whole = datetime.datetime(2026, 3, 1) + datetime.timedelta(hours=self.random.randrange(24 * 60))
        self.now = int((whole - EPOCH).total_seconds()) * SECOND
        if self.chance(0.3):
            self.now += self.random.choice((1, 2, 10**6, 1234567, 9999999)) * TICK
        self.friendly = self.chance(0.6)
        # Few distances make equal dates, which the order of deletion has to break.
        self.grid = GRID if self.chance(0.6) else self.random.sample(GRID, 2)
        self.sweeping = self.friendly and self.chance(0.2)  # the policy deletes nearly everything

    # Small choices

    def chance(self, probability):
        return self.random.random() < probability

    def rare(self, probability):
        """For what holds or hides a version: seldom in a friendly estate."""
        return self.chance(probability * (0.25 if self.friendly else 1.0))

    def odd_case(self, text):
        """Another spelling of an id, a tag name or an enumeration value: the same thing to every reader."""
        return self.value_case(text, self.spelling)

    def value_case(self, text, choices=None):
        """Another case of a value, which is another value wherever case counts."""
        choices = choices or self.random
        kind = choices.randrange(6)
        if kind == 0:
            return text.upper()
        if kind == 1:
            return text.lower()
        if kind == 2:
            return "".join(choices.choice((c.upper(), c.lower())) for c in text)
        return text

    def region(self, index):
        return self.odd_case(self.spelling.choice(REGIONS[index]))

    def write(self, at):
        """An instant in one of the spellings that the service uses."""
        offset = self.random.choice((0, 0, 0, 0, 60, 330, -480, -765, 840))
        seconds, fraction = divmod(at + offset * 60 * SECOND, SECOND)
        text = (EPOCH + datetime.timedelta(seconds=seconds)).isoformat()
        digits = f"{fraction:09d}"[:7]
        if fraction or self.chance(0.3):
            text += "." + (digits if self.chance(0.7) else digits.rstrip("0") or "0")
        if offset == 0:
            return text + self.random.choice(("Z", "Z", "+00:00", "-00:00"))
        return text + f"{'-' if offset < 0 else '+'}{abs(offset) // 60:02d}:{abs(offset) % 60:02d}"

    def near(self):
        """A grid distance, sometimes one tick beside it."""
        return self.random.choice(self.grid) + self.random.choice((0, 0, 0, 0, -TICK, TICK))

    def past(self):
        return self.write(self.now - self.near())

    def around(self):
        return self.write(self.now + self.near()) if self.chance(0.2) else self.past()

    def future_mostly(self):
        return self.write(self.now + self.near()) if self.chance(0.6) else self.past()

    def shuffled(self, items):
        items = list(items)
        self.random.shuffle(items)
        return items

    # The estate

    def estate(self):
        self.galleries, self.definitions, self.versions, self.soft_deleted = [], [], [], []
        self.gallery_ids, self.definition_ids, self.version_ids = [], [], []
        for index in range(self.random.randint(1, 3)):
            self.gallery(index)
        for index in range(self.random.randint(1, 4)):
            self.definition(index)
        for definition in self.definition_ids:
            self.add_versions(definition)
        for version in self.versions:
            self.add_lineage(version)
        estate = {
            "schema": "ingot.estate/1",
            "taken_at": self.write(self.now),
            "coverage": self.coverage(),
            "galleries": self.galleries,
            "image_definitions": self.definitions,
            "image_versions": self.shuffled(self.versions),
            "soft_deleted_versions": self.shuffled(self.soft_deleted),
        }
        if self.scopes or self.chance(0.5):
            estate["scopes"] = [self.odd_case(s) for s in self.scopes]
        self.consumers(estate)
        estate["locks"] = self.locks()
        if self.friendly or self.chance(0.7):
            watched = self.past() if not self.friendly else self.write(self.now - 5 * DAY - self.near())
            estate["watched_since"] = self.random.choice(UNREADABLE) if self.rare(0.1) else watched
        if self.chance(0.6) and self.version_ids:
            seen = self.random.sample(self.version_ids, self.random.randint(1, min(3, len(self.version_ids))))
            estate["last_seen_in_use"] = {
                self.odd_case(v): self.random.choice(UNREADABLE) if self.rare(0.1) else self.around() for v in seen
            }
        for name in ("galleries", "image_definitions", "locks", "soft_deleted_versions"):
            if not estate[name] and self.chance(0.5):
                del estate[name]
        return estate

    def gallery(self, index):
        subscription = self.random.choice(SUBSCRIPTIONS)
        name = ("prodGallery", "testGallery", "Other.Gallery_3")[index]
        group = self.random.choice(("rg-images", "rg"))
        identity = (
            f"/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Compute/galleries/{name}"
        )
        self.gallery_ids.append(identity)
        if self.rare(0.12):
            return
        properties = {"provisioningState": "Succeeded"}
        if self.chance(0.8):
            properties["identifier"] = {"uniqueName": f"{subscription}-{name.upper()}"}
        if self.rare(0.5):
            permissions = self.random.choice(("Private", "Groups", "Community"))
            sharing = properties["sharingProfile"] = {"permissions": self.odd_case(permissions)}
            if permissions == "Community" or self.chance(0.2):
                sharing["communityGalleryInfo"] = {"publicNames": [f"Contoso{index}-0123", f"Fabrikam{index}-4567"]}
        if self.chance(0.4):
            properties["softDeletePolicy"] = {"isSoftDeleteEnabled": self.chance(0.3 if self.friendly else 0.7)}
        self.galleries.append(
            {"id": self.odd_case(identity), "name": name, "location": self.region(0), "properties": properties}
        )

    def definition(self, index):
        name = ("ubuntu-2204", "ubuntu-2404", "web", "win.22+core")[index]
        identity = f"{self.random.choice(self.gallery_ids)}/images/{name}"
        self.definition_ids.append(identity)
        if self.rare(0.15):
            return
        definition = {"id": self.odd_case(identity), "name": name, "location": self.region(0), "properties": {}}
        tags = {}
        if self.chance(0.4):
            tags[self.odd_case("tier")] = self.value_case(self.random.choice(("prod", "test", "production")))
        if self.rare(0.08):
            tags[self.odd_case("legal-hold")] = "yes"
        if tags or self.chance(0.3):
            definition["tags"] = tags
        self.definitions.append(definition)

    def add_versions(self, definition):
        count = self.random.choice((10, 7, 5) if self.sweeping else (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9))
        self.region_pool = self.random.sample(range(len(REGIONS)), self.random.randint(1, len(REGIONS)))
        for number in self.random.sample(NUMBERS, count):
            identity = f"{definition}/versions/{number}"
            self.version_ids.append(identity)
            both, only = self.rare(0.06), self.rare(0.06)
            if both or only:
                for _ in range(self.random.choice((1, 1, 2))):
                    self.soft_deleted.append(self.soft_deleted_row(definition, number))
            if not only:
                self.versions.append(self.version(identity, number))

    def soft_deleted_row(self, definition, number):
        gallery, name = definition.split("/images/")
        return {
            "id": f"{gallery}/softDeletedArtifactTypes/Images/artifacts/{name}/versions/{number}",
            "name": number,
            "location": self.region(0),
            "properties": {
                "resourceArmId": self.odd_case(f"{definition}/versions/{number}"),
                "softDeletedTime": self.past(),
                "softDeletedArtifactType": "Images",
            },
        }

    def version(self, identity, number):
        states = ("Succeeded",) * (20 if self.friendly else 8) + (
            "Failed", "Failed", "Failed", "Updating", "Updating", "Creating", "Deleting", "Migrating",
        )
        state = self.random.choice(states)
        home = self.random.choice(self.region_pool)
        others = [r for r in self.region_pool if r != home and self.chance(0.75)]
        targets = [home] + others
        life = self.random.choice(("active", "active", "deprecated", "deprecated", "candidate", "random"))
        profile, tags = {"targetRegions": [{"name": self.region(r), "regionalReplicaCount": 1} for r in targets]}, {}
        self.exclude(profile, life)
        if self.rare(0.05):
            profile["targetRegions"] = []
        self.shape_tags(tags, life)
        if not self.rare(0.12):
            profile["publishedDate"] = self.random.choice(UNREADABLE) if self.rare(0.08) else self.past()
        if self.chance(0.4):
            profile["endOfLifeDate"] = self.random.choice(UNREADABLE) if self.rare(0.1) else self.future_mostly()
        properties = {
            "provisioningState": self.odd_case(state), "publishingProfile": profile, "storageProfile": {},
        }
        if self.chance(0.4):
            properties["safetyProfile"] = {"blockDeletionBeforeEndOfLife": self.rare(0.6)}
        if self.chance(0.6):
            properties["replicationStatus"] = self.replication(targets)
        if self.rare(0.25):
            properties["validationsProfile"] = {
                "executedValidations": [
                    {"type": "TrustedLaunch", "status": self.odd_case(s)}
                    for s in self.random.sample(("Succeeded", "Failed", "Unknown"), self.random.randint(0, 2))
                ]
            }
        version = {"id": self.odd_case(identity), "name": number, "location": self.region(home),
                   "properties": properties}
        if tags or self.chance(0.3):
            version["tags"] = tags
        if self.chance(0.3):
            version["systemData"] = {"createdAt": self.random.choice(UNREADABLE) if self.rare(0.1) else self.past()}
        return version

    def exclude(self, profile, life):
        """Deprecated versions and candidates are mostly excluded everywhere, by either flag or by both."""
        hidden = life in ("deprecated", "candidate") and not self.rare(0.15)
        if hidden and self.chance(0.5):
            profile["excludeFromLatest"] = True
        elif self.chance(0.3):
            profile["excludeFromLatest"] = self.rare(0.4)
        for row in profile["targetRegions"]:
            if hidden:
                if not profile.get("excludeFromLatest") or self.chance(0.4):
                    row["excludeFromLatest"] = True
            elif self.rare(0.35) or self.chance(0.1):
                row["excludeFromLatest"] = self.chance(0.5)

    def shape_tags(self, tags, life):
        def put(name, value):
            tags[self.odd_case(name)] = value

        if life == "deprecated" or (life == "random" and self.chance(0.4)):
            put("ingot-deprecated-at", self.random.choice(UNREADABLE) if self.rare(0.12) else self.around())
        if life == "candidate" and self.chance(0.1):
            put("ingot-deprecated-at", self.random.choice(UNREADABLE))
        if life == "candidate" or (life == "random" and self.chance(0.4)):
            put("ingot-stage", self.value_case("candidate") if not self.rare(0.1) else "canary")
        if self.rare(0.12):
            put("ingot-revoked", self.random.choice(("", "cve", "false")))
        if self.chance(0.5):
            put("ingot-notice-at", self.random.choice(UNREADABLE) if self.rare(0.2) else self.past())
        if self.chance(0.2):
            put("ingot-created-at", self.random.choice(UNREADABLE) if self.rare(0.3) else self.past())
        if self.rare(0.1):
            put("legal-hold", self.random.choice(("yes", "Case-17", "")))

    def replication(self, targets):
        if self.rare(0.1):
            return {"aggregatedState": "Completed"}
        rows = []
        for r in targets:
            if self.rare(0.12):
                continue
            state = self.random.choice(("Replicating", "Failed", "Unknown")) if self.rare(0.25) else "Completed"
            rows.append({"region": self.region(r), "state": self.odd_case(state), "progress": 100})
        if self.rare(0.1):
            elsewhere = [r for r in range(len(REGIONS)) if r not in targets]
            rows += [{"region": self.region(r), "state": "Completed"} for r in elsewhere[:1]]
        return {"aggregatedState": "InProgress", "summary": self.shuffled(rows)}

    def add_lineage(self, version):
        if not self.rare(0.25) or not self.version_ids:
            return
        parent = self.random.choice(self.version_ids)
        if self.chance(0.25):
            parent = parent.split("/versions/")[0]
        parent = self.odd_case(parent)
        storage = version["properties"]["storageProfile"]
        place = self.random.randrange(4)
        if place == 3:
            gallery, _, rest = self.random.choice(self.version_ids).partition("/images/")
            public = f"Contoso{self.gallery_ids.index(gallery)}-0123"
            image = f"/CommunityGalleries/{public}/Images/{rest}"
            storage["source"] = {"communityGalleryImageId": self.odd_case(image)}
        elif place == 0:
            storage["source"] = {"id": parent}
        elif place == 1:
            storage["osDiskImage"] = {"source": {"id": parent}, "sizeInGB": 30}
        else:
            storage["dataDiskImages"] = [{"lun": 1, "sizeInGB": 1}, {"lun": 0, "source": {"id": parent}}]

    # Who uses the versions

    def image_member(self):
        """One member of an image reference, in one of the three forms."""
        base = self.random.choice(self.definition_ids)
        own = [v for v in self.version_ids if v.startswith(base + "/")]
        kind = self.random.randrange(10)
        suffix = ""
        if kind < 5 and own:
            suffix = "/versions/" + self.random.choice(own).rsplit("/", 1)[1]
        elif kind < 7:
            suffix = "/versions/latest"
        elif kind == 7:
            suffix = "/versions/7.7.7"
        gallery, name = base.split("/images/")
        form = self.random.randrange(8)
        if form == 0:
            unique = f"{gallery.split('/')[2]}-{gallery.rsplit('/', 1)[1].upper()}"
            return "sharedGalleryImageId", self.odd_case(f"/SharedGalleries/{unique}/Images/{name}{self.tail(suffix)}")
        if form == 1:
            index = self.gallery_ids.index(gallery)
            public = self.random.choice((f"Contoso{index}-0123", f"Fabrikam{index}-4567"))
            return "communityGalleryImageId", self.odd_case(
                f"/CommunityGalleries/{public}/Images/{name}{self.tail(suffix)}"
            )
        return "id", self.odd_case(base + suffix)

    @staticmethod
    def tail(suffix):
        return suffix.replace("/versions/", "/Versions/")

    def image_reference(self, exact):
        member, text = self.image_member()
        reference = {member: text}
        if exact and self.chance(0.4):
            reference["exactVersion"] = self.random.choice(NUMBERS)
        return reference

    def consumer(self, kind, name, properties):
        subscription = self.random.choice(SUBSCRIPTIONS)
        resource = {
            "id": self.odd_case(f"/subscriptions/{subscription}/resourceGroups/rg-work/providers/{kind}/{name}"),
            "name": name,
            "properties": properties,
        }
        if not self.chance(0.08):
            resource["location"] = self.region(self.random.randrange(len(REGIONS)))
        return resource

    def consumers(self, estate):
        def some():
            return range(self.random.choice((0, 0, 1) if self.friendly else (0, 0, 1, 1, 2, 4)))

        compute = "Microsoft.Compute"
        estate["virtual_machines"] = [
            self.consumer(f"{compute}/virtualMachines", f"vm{i}",
                          {"storageProfile": {"imageReference": self.image_reference(True)}})
            for i in some()
        ] + [
            self.consumer(f"{compute}/virtualMachines", f"market{i}",
                          {"storageProfile": {"imageReference": {"publisher": "Canonical", "exactVersion": "1.0.0"}}})
            for i in range(self.random.randint(0, 1))
        ]
        estate["scale_sets"] = [
            self.consumer(f"{compute}/virtualMachineScaleSets", f"set{i}", {"virtualMachineProfile": {
                "storageProfile": {"imageReference": self.image_reference(False)}}})
            for i in some()
        ]
        estate["scale_set_instances"] = [
            self.consumer(f"{compute}/virtualMachineScaleSets/set/virtualMachines", f"{i}",
                          {"storageProfile": {"imageReference": self.image_reference(True)}})
            for i in some()
        ]
        estate["disks"] = [
            self.consumer(f"{compute}/disks", f"disk{i}", {"creationData": {
                "createOption": "FromImage", "galleryImageReference": self.image_reference(False)}})
            for i in some()
        ]
        templates, references = [], []
        for i in some():
            member, text = self.image_member()
            if member == "id":
                templates.append(self.consumer("Microsoft.VirtualMachineImages/imageTemplates", f"template{i}", {
                    "source": {"type": "SharedImageVersion", "imageVersionId": text}}))
        for i in some():
            member, text = self.image_member()
            if member == "id":
                row = {"kind": "infrastructure_file", "target": text, "where": f"infra/main.bicep:{i + 1}"}
                if self.chance(0.5):
                    row["region"] = self.region(self.random.randrange(len(REGIONS)))
                references.append(row)
        estate["image_templates"], estate["references"] = templates, references
        for name in ("virtual_machines", "scale_sets", "scale_set_instances", "disks", "image_templates",
                     "references"):
            if not estate[name] and self.chance(0.3):
                del estate[name]

    def locks(self):
        locks = []
        for index in range(self.random.choice((0, 0, 0, 1) if self.friendly else (0, 0, 1, 2, 3))):
            targets = self.version_ids or self.definition_ids
            parts = self.random.choice(targets).split("/")
            depth = self.random.choice((3, 5, 9, 11, 13, 13, 13))
            scope = "/".join(parts[:depth])
            if self.chance(0.15):
                scope += "x"  # a neighbour whose name begins alike
            level = self.random.choice(("CanNotDelete", "ReadOnly", "ReadOnly", "NotSpecified"))
            locks.append({
                "id": self.odd_case(f"{scope}/providers/Microsoft.Authorization/locks/lock{index}"),
                "name": f"lock{index}",
                "properties": {"level": self.odd_case(level)},
            })
        return locks

    def coverage(self):
        scopes = [f"/subscriptions/{s}" for s in SUBSCRIPTIONS]
        self.scopes = scopes if self.friendly else self.random.choice((scopes, scopes, scopes[:1], scopes[1:], []))
        rows = []
        for scope in scopes:
            for source in ("virtual_machines", "scale_sets", "scale_set_instances", "locks", "disks"):
                if self.rare(0.04):
                    continue
                for _ in range(self.random.choice((1, 1, 1, 2))):
                    rows.append(self.coverage_row(scope, source))
        return self.shuffled(rows)

    def coverage_row(self, scope, source):
        status = self.random.choice(("partial", "denied", "failed")) if self.rare(0.05) else "complete"
        back = self.random.choice((0, 0, 60 * SECOND, HOUR))
        at = self.now - back
        if self.rare(0.08):
            at = self.now + 300 * SECOND + self.random.choice((-TICK, 0, TICK, HOUR))
        elif self.rare(0.08):
            at = self.now - self.random.choice((HOUR, DAY, 2 * DAY)) + self.random.choice((-TICK, 0, TICK))
        return {
            "scope": self.odd_case(scope), "source": self.odd_case(source), "status": self.odd_case(status),
            "at": self.random.choice(UNREADABLE) if self.rare(0.02) else self.write(at), "detail": "",
        }

    # The policy

    def policy(self):
        rules = [self.rule(i) for i in range(self.random.choice((1, 1, 2, 3)))]
        return {"schema": "ingot.policy/1", "rules": rules}

    def span(self):
        return self.random.choice(DURATIONS)

    def glob(self, names):
        """A pattern that is often, not always, true of one of the names."""
        name = self.random.choice(names)
        kind = self.random.randrange(6)
        if kind == 0:
            return "*"
        if kind == 1:
            return self.value_case(name)
        if kind == 2:
            return name[: max(1, len(name) // 2)].upper() + "*"
        if kind == 3:
            return "".join("?" if self.chance(0.3) else c for c in name)
        if kind == 4:
            return "*" + name[len(name) // 2:]
        return self.random.choice(("zzz*", "?", "*[0-9]*", "*.*", "ubuntu-22.4"))

    def globs(self, names):
        return [self.glob(names) for _ in range(self.random.randint(1, 2))]

    def rule(self, index):
        rule = {"name": f"rule-{index}"}
        if self.chance(0.5):
            match = rule["match"] = {}
            if self.chance(0.4):
                match["galleries"] = self.globs([g.rsplit("/", 1)[1] for g in self.gallery_ids])
            if self.chance(0.4):
                match["definitions"] = self.globs([d.rsplit("/", 1)[1] for d in self.definition_ids])
            if self.chance(0.2):
                match["tags"] = {self.odd_case("tier"): self.random.choice(("prod", "PROD*", "*", ["test", "pro?"]))}
        if self.chance(0.85):
            rule["keep"] = self.keep()
        if self.chance(0.6):
            block = rule["deprecate"] = {"older_than": self.span(), "end_of_life_after": self.span()}
            if self.chance(0.6):
                block["keep_newest"] = self.random.choice((0, 0, 1, 2))
        if self.chance(0.6):
            block = rule["trim"] = {}
            if self.chance(0.6):
                block["keep_newest"] = self.random.choice((0, 0, 1, 2))
            if self.chance(0.5):
                block["deprecated_only"] = self.chance(0.4)
        if self.sweeping or self.chance(0.8):
            block = rule["delete"] = {"older_than": "PT0S" if self.sweeping else self.span()}
            if not self.sweeping and self.chance(0.4):
                block["deprecated_for"] = self.span()
            if self.chance(0.4):
                block["unused_for"] = self.span()
        if self.chance(0.7):
            rule["failed"] = {"delete_after": self.span()}
        if self.chance(0.6):
            rule["candidates"] = {"delete_after": self.span()}
        if self.chance(0.5):
            rule["shared"] = {"notice": self.span()}
        if self.chance(0.5):
            rule["evidence"] = self.evidence()
        if self.sweeping or self.chance(0.7):
            limits = rule["limits"] = {}
            if self.chance(0.6):
                limits["max_deletes"] = self.random.choice((0, 1, 1, 2, 3, 20))
            if self.chance(0.85):
                limits["max_fraction"] = self.random.choice((0, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 1, 1, 1.0, 1.0))
        return rule

    def keep(self):
        if self.sweeping:
            return {"newest": 0, "rollback_reserve": 0, "lineage": False}
        keep = {}
        if self.chance(0.7):
            keep["newest"] = self.random.choice((0, 0, 1, 2, 3))
        if self.chance(0.7):
            keep["rollback_reserve"] = self.random.choice((0, 0, 1, 2))
        if self.chance(0.5):
            keep["tags"] = {self.odd_case("legal-hold"): self.random.choice(("*", "y?s", ["case-*", "yes"], "no"))}
        if self.rare(0.35):
            keep["versions"] = self.globs(list(NUMBERS)) if self.chance(0.5) else ["1.*", "?.0.?"][:1]
        if self.chance(0.4):
            keep["lineage"] = self.chance(0.5)
        return keep

    def evidence(self):
        evidence = {}
        if self.chance(0.5):
            evidence["max_age"] = self.random.choice(("PT1H", "PT24H", "P1D", "P2D", "PT0S"))
        if self.chance(0.4):
            sources = ("virtual_machines", "scale_sets", "scale_set_instances", "locks", "disks")
            evidence["sources"] = self.random.sample(sources, self.random.randint(1, 4))
        if self.chance(0.4):
            evidence["scopes"] = [self.odd_case(f"/subscriptions/{s}") for s in
                                  self.random.sample(SUBSCRIPTIONS, self.random.randint(1, 2))]
        return evidence


def generate(seed, spelling=0):
    """(estate, policy, now) of the seed; another spelling of the same documents means the same."""
    generator = _Generator(seed, spelling)
    estate = generator.estate()
    policy = generator.policy()
    offset = generator.random.choice((0, 0, 0, 0, 0, 0, 1, -1, HOUR // TICK, DAY // TICK)) * TICK
    return estate, policy, generator.write(generator.now + offset)
