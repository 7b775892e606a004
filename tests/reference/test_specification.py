#!/usr/bin/env python3
"""Hand-worked cases that hold the specification itself to the rules."""

import unittest

import generate
import specification
from specification import DAY, HOUR, instant, judge

SUB = "/subscriptions/s1"
GALLERY = f"{SUB}/resourceGroups/rg/providers/Microsoft.Compute/galleries/prodGallery"
WEB = f"{GALLERY}/images/web"
NOW = "2026-03-01T00:00:00Z"
TOMORROW = "2026-03-02T00:00:00Z"
SOURCES = ("virtual_machines", "scale_sets", "scale_set_instances", "locks")


def days_ago(count):
    return specification.write_instant(instant(NOW) - int(count * DAY))


def version(number, *, days=100, regions=("westeurope",), state="Succeeded", hidden=False, tags=None, definition=WEB,
            **properties):
    """A version that was published some days ago and stands in the regions, without a replication status."""
    profile = {"targetRegions": [{"name": r} for r in regions], "excludeFromLatest": hidden}
    if days is not None:
        profile["publishedDate"] = days_ago(days)
    profile.update(properties.pop("profile", {}))
    return {
        "id": f"{definition}/versions/{number}", "name": number, "location": regions[0] if regions else "westeurope",
        "tags": tags or {},
        "properties": {"provisioningState": state, "publishingProfile": profile, **properties},
    }


def old(number, days=50, **more):
    """A deprecated version."""
    return version(number, hidden=True, tags={"ingot-deprecated-at": days_ago(days), **more.pop("tags", {})}, **more)


def estate_of(*versions, **more):
    document = {
        "schema": "ingot.estate/1",
        "scopes": [SUB],
        "coverage": [{"scope": SUB, "source": s, "status": "complete", "at": NOW} for s in SOURCES],
        "galleries": [{"id": GALLERY, "properties": {"identifier": {"uniqueName": "s1-PRODGALLERY"}}}],
        "image_definitions": [{"id": WEB}],
        "image_versions": list(versions),
        "watched_since": days_ago(1000),
    }
    document.update(more)
    return document


def policy_of(**blocks):
    rule = {"name": "r", "delete": {"older_than": "P10D"}, "limits": {"max_fraction": 1}}
    rule.update(blocks)
    return {"schema": "ingot.policy/1", "rules": [{k: v for k, v in rule.items() if v is not None}]}


def verdict(estate, number, now=NOW, **blocks):
    return judge(estate, policy_of(**blocks), now)["verdicts"][f"{WEB}/versions/{number}".lower()]


def holds(estate, number, now=NOW, **blocks):
    return verdict(estate, number, now, **blocks)["holds"]


def resolved(*versions, **more):
    return judge(estate_of(*versions, **more), policy_of(), NOW)["latest"][WEB.lower()]


# Two newer versions, so that the one under test is neither latest nor reserve.
NEWER = (version("9.0.0"), version("8.0.0"))


def machine(image, location="westeurope", **more):
    resource = {"id": f"{SUB}/vm/{image}/{location}", "properties": {"storageProfile": {"imageReference": image}}}
    if location:
        resource["location"] = location
    return resource


def in_bin(number):
    """The row of a soft-deleted version."""
    return {"properties": {"resourceArmId": f"{WEB}/versions/{number}"}}


def lock_at(scope, level):
    return {"id": f"{scope}/providers/Microsoft.Authorization/locks/l", "properties": {"level": level}}


class Scalars(unittest.TestCase):
    def test_an_instant_needs_a_date_a_time_and_an_offset(self):
        self.assertEqual(instant("1970-01-01T00:00:00Z"), 0)
        self.assertEqual(instant("1970-01-01T01:00:00.1234567+01:00"), 123456700)
        self.assertEqual(instant("1969-12-31T16:00:00-08:00"), 0)
        self.assertEqual(instant("2024-02-29T00:00:00Z") - instant("2024-02-28T00:00:00Z"), DAY)
        for text in generate.UNREADABLE + (None, 5, "2026-01-01T00:00:00"):
            self.assertIsNone(instant(text), text)

    def test_durations_count_days_and_time(self):
        self.assertEqual(specification.duration("P1DT12H"), 36 * HOUR)
        self.assertEqual(specification.duration("PT0S"), 0)
        for text in ("P1M", "P1Y", "P", "PT", "P1DT", "1D", "P1W"):
            with self.assertRaises(ValueError, msg=text):
                specification.duration(text)

    def test_globs_know_only_star_and_question_mark(self):
        self.assertTrue(specification.glob("UBUNTU-*", "ubuntu-22"))
        self.assertTrue(specification.glob("1.?.0", "1.2.0"))
        self.assertFalse(specification.glob("1.?.0", "1.10.0"))
        self.assertFalse(specification.glob("[ab]", "a"))
        self.assertFalse(specification.glob("1.0", "1x0"))

    def test_regions_ignore_case_and_spaces(self):
        self.assertEqual(specification.region("West US 2"), "westus2")

    def test_numbers_are_three_parts_without_leading_zeros(self):
        self.assertLess(specification.number("1.9.0"), specification.number("1.10.0"))
        for text in ("1.0", "1.02.0", "1.0.2147483648", "1.0.0.0", "latest"):
            with self.assertRaises(ValueError, msg=text):
                specification.number(text)


class Latest(unittest.TestCase):
    def test_a_region_that_is_spelled_differently_is_the_same_region(self):
        rows = resolved(version("1.0.0", regions=("West Europe",)), version("2.0.0", regions=("westeurope",)))
        self.assertEqual(rows, {"westeurope": {"version": "2.0.0", "assumed": True, "passed_over": []}})

    def test_each_reason_is_the_first_that_applies(self):
        def status(*rows):
            return {"summary": [{"region": r, "state": s} for r, s in rows]}

        rows = resolved(
            version("1.0.0", replicationStatus=status(("West Europe", "completed"))),
            version("2.0.0", hidden=True),
            version("3.0.0", profile={"targetRegions": [{"name": "westeurope", "excludeFromLatest": True}]}),
            version("4.0.0", replicationStatus=status(("westeurope", "Replicating"))),
            version("5.0.0", replicationStatus=status(("eastus", "Completed"))),
            version("6.0.0", state="Updating"),
            version("7.0.0", regions=("eastus",)),
            version("8.0.0", state="Creating"),
            version("9.0.0", state="Failed"),
            version("10.0.0"),
            soft_deleted_versions=[
                {"properties": {"resourceArmId": f"{WEB.upper()}/versions/10.0.0"}},
                in_bin("11.0.0"),
            ],
        )["westeurope"]
        self.assertEqual(rows["version"], "1.0.0")
        self.assertFalse(rows["assumed"])
        self.assertEqual(rows["passed_over"], [
            ["11.0.0", "soft_deleted"], ["10.0.0", "soft_deleted"], ["9.0.0", "state"], ["8.0.0", "state"],
            ["7.0.0", "not_targeted"], ["6.0.0", "not_replicated"], ["5.0.0", "not_replicated"],
            ["4.0.0", "not_replicated"], ["3.0.0", "excluded_in_region"], ["2.0.0", "excluded"]])

    def test_the_flag_of_the_region_wins_over_the_global_one(self):
        row = {"name": "westeurope", "excludeFromLatest": False}
        rows = resolved(version("1.0.0", hidden=True, profile={"targetRegions": [row]}))
        self.assertEqual(rows["westeurope"]["version"], "1.0.0")

    def test_there_may_be_no_latest(self):
        rows = resolved(version("1.0.0", hidden=True))
        expected = {"version": None, "assumed": False, "passed_over": [["1.0.0", "excluded"]]}
        self.assertEqual(rows["westeurope"], expected)

    def test_a_revoked_version_can_be_latest(self):
        self.assertEqual(resolved(version("1.0.0", tags={"Ingot-Revoked": ""}))["westeurope"]["version"], "1.0.0")

    def test_regions_of_versions_that_are_not_present_do_not_count(self):
        self.assertEqual(resolved(version("1.0.0", state="Failed")), {})

    def test_latest_differs_by_region_during_replication(self):
        """1.10.1 in 7 regions; 1.10.0 only where its regional flag says so; 1.9.0 in the rest."""
        done = [f"r{i}" for i in range(7)]
        replicating, broken = ["canadacentral", "r8", "r9", "r10"], ["brazilsouth"]
        everywhere = done + replicating + broken
        middle = version("1.10.0", regions=everywhere, hidden=True)
        middle["properties"]["publishingProfile"]["targetRegions"][7]["excludeFromLatest"] = False
        summary = ([{"region": r, "state": "Completed"} for r in done]
                   + [{"region": r, "state": "Replicating", "progress": 40} for r in replicating]
                   + [{"region": r, "state": "Failed"} for r in broken])
        rows = resolved(version("1.9.0", regions=everywhere), middle,
                        version("1.10.1", regions=everywhere, replicationStatus={"summary": summary}))
        chosen = {r: row["version"] for r, row in rows.items()}
        expected = dict.fromkeys(everywhere, "1.9.0")
        expected.update(dict.fromkeys(done, "1.10.1"), canadacentral="1.10.0")
        self.assertEqual(chosen, expected)
        self.assertEqual(rows["brazilsouth"]["passed_over"], [["1.10.1", "not_replicated"], ["1.10.0", "excluded"]])
        self.assertEqual(rows["canadacentral"]["passed_over"], [["1.10.1", "not_replicated"]])

    def test_numbers_order_and_strings_do_not(self):
        """A soft-deleted and an excluded version are passed over; date-like majors win."""
        rows = resolved(
            *[version(n) for n in ("1.9.0", "1.10.0", "2018.12.1", "0.24254.42935", "1.2147483647.0")],
            version("2.0.0", hidden=True), soft_deleted_versions=[in_bin("1.10.0")])
        self.assertEqual(rows["westeurope"]["version"], "2018.12.1")
        rows = resolved(
            *[version(n) for n in ("1.9.0", "1.10.0", "0.24254.42935")],
            version("2.0.0", hidden=True), soft_deleted_versions=[in_bin("1.10.0")])
        self.assertEqual(rows["westeurope"]["version"], "1.9.0")
        self.assertEqual(rows["westeurope"]["passed_over"], [["2.0.0", "excluded"], ["1.10.0", "soft_deleted"]])


class Holds(unittest.TestCase):
    def test_an_old_unused_version_is_deleted(self):
        self.assertEqual(verdict(estate_of(version("1.0.0"), *NEWER), "1.0.0"),
                         {"rule": "r", "stage": "active", "decision": "delete", "holds": {}, "drops": []})

    def test_latest_newest_and_last_good(self):
        self.assertEqual(set(holds(estate_of(version("1.0.0")), "1.0.0")), {"latest", "newest", "last_good"})
        self.assertEqual(set(holds(estate_of(version("1.0.0")), "1.0.0", keep={"newest": 0})), {"latest", "last_good"})

    def test_the_reserve_lies_below_latest(self):
        estate = estate_of(version("1.0.0"), version("2.0.0"), version("3.0.0"))
        self.assertEqual(set(holds(estate, "2.0.0")), {"rollback_reserve"})
        self.assertEqual(holds(estate, "2.0.0", keep={"rollback_reserve": 0}), {})
        self.assertEqual(set(holds(estate, "1.0.0", keep={"rollback_reserve": 2})), {"rollback_reserve"})

    def test_where_nothing_is_latest_the_reserve_is_one_deeper(self):
        estate = estate_of(*[version(f"{n}.0.0", hidden=True) for n in (1, 2, 3)])
        self.assertIn("rollback_reserve", holds(estate, "3.0.0", keep={"rollback_reserve": 0, "newest": 0}))
        self.assertEqual(holds(estate, "2.0.0", keep={"rollback_reserve": 0}), {})
        self.assertIn("rollback_reserve", holds(estate, "2.0.0"))

    def test_a_validation_that_failed_makes_a_version_not_good(self):
        bad = version("3.0.0", validationsProfile={"executedValidations": [{"status": "FAILED"}]})
        self.assertNotIn("newest", holds(estate_of(bad, version("1.0.0")), "3.0.0"))
        self.assertIn("last_good", holds(estate_of(bad, version("1.0.0")), "1.0.0"))

    def test_every_form_of_reference_counts(self):
        community = {"permissions": "Community", "communityGalleryInfo": {"publicNames": ["Contoso-1"]}}
        names = {"identifier": {"uniqueName": "s1-PRODGALLERY"}, "sharingProfile": community}
        gallery = {"id": GALLERY, "properties": names}
        exact = f"{WEB}/versions/1.0.0"
        shared_id = "/sharedgalleries/S1-prodgallery/images/WEB/versions/1.0.0"
        community_id = "/CommunityGalleries/contoso-1/Images/web/Versions/1.0.0"
        model = {"virtualMachineProfile": {"storageProfile": {"imageReference": {"id": exact}}}}
        creation = {"creationData": {"galleryImageReference": {"id": exact}}}
        for more in (
            {"virtual_machines": [machine({"id": exact.upper()})]},
            {"virtual_machines": [machine({"id": WEB, "exactVersion": "1.0.0"})]},
            {"virtual_machines": [machine({"sharedGalleryImageId": shared_id})]},
            {"virtual_machines": [machine({"communityGalleryImageId": community_id})]},
            {"scale_sets": [{"id": "x", "sku": {"capacity": 0}, "properties": model}]},
            {"scale_set_instances": [machine({"id": f"{WEB}/versions/9.0.0", "exactVersion": "1.0.0"})]},
            {"disks": [{"id": "x", "properties": creation}]},
            {"image_templates": [{"id": "x", "properties": {"source": {"imageVersionId": exact}}}]},
            {"references": [{"kind": "infrastructure_file", "target": exact, "where": "a:1"}]},
        ):
            estate = estate_of(version("1.0.0"), *NEWER, galleries=[gallery], **more)
            self.assertIn("in_use", holds(estate, "1.0.0"), more)

    def test_latest_is_resolved_in_the_region_of_the_consumer(self):
        versions = (version("1.0.0", regions=("westeurope", "eastus")), version("2.0.0"), version("3.0.0"))
        for image in ({"id": WEB}, {"id": WEB + "/versions/LATEST"}):
            estate = estate_of(*versions, virtual_machines=[machine(image, "East US")])
            self.assertIn("in_use", holds(estate, "1.0.0"))
            self.assertNotIn("in_use", holds(estate, "3.0.0"))
            estate = estate_of(*versions, virtual_machines=[machine(image, None)])
            self.assertIn("in_use", holds(estate, "1.0.0"))
            self.assertIn("in_use", holds(estate, "3.0.0"))

    def test_usage_is_unknown_without_complete_and_fresh_evidence(self):
        def rows(**change):
            row = {"scope": SUB.upper(), "status": "Complete", "at": NOW}
            return [{**row, "source": s, **(change if s == "scale_sets" else {})} for s in SOURCES]

        after = specification.write_instant(instant(NOW) + 300 * specification.SECOND)
        too_late = specification.write_instant(instant(NOW) + 300 * specification.SECOND + 100)
        for coverage, known in (
            (rows(), True), (rows(at=days_ago(1)), True), (rows(at=days_ago(1.001)), False), (rows(at=after), True),
            (rows(at=too_late), False), (rows(status="partial"), False), (rows(at="2026-03-01"), False),
            (rows()[1:], False), (rows(status="denied") + rows(), True), ([], False),
        ):
            estate = estate_of(version("1.0.0"), *NEWER, coverage=coverage)
            self.assertEqual("usage_unknown" not in holds(estate, "1.0.0"), known, coverage)

    def test_without_scopes_usage_is_always_unknown(self):
        self.assertEqual(set(holds(estate_of(version("1.0.0"), *NEWER, scopes=[]), "1.0.0")), {"usage_unknown"})

    def test_locks_of_the_versions_own_subscription_are_always_asked_for(self):
        other = [{"scope": "/subscriptions/s2", "source": s, "status": "complete", "at": NOW} for s in SOURCES]
        estate = estate_of(version("1.0.0"), *NEWER, scopes=["/subscriptions/s2"], coverage=other)
        self.assertEqual(set(holds(estate, "1.0.0")), {"usage_unknown"})
        self.assertEqual(holds(estate, "1.0.0", evidence={"sources": ["scale_sets"]}), {})

    def test_recent_use_holds_until_the_later_of_seen_and_watched(self):
        block = {"older_than": "P10D", "unused_for": "P14D"}
        estate = estate_of(version("1.0.0"), *NEWER, last_seen_in_use={f"{WEB}/versions/1.0.0".upper(): days_ago(13)})
        self.assertEqual(holds(estate, "1.0.0", delete=block), {"recently_used": TOMORROW})
        estate["watched_since"] = days_ago(12)
        self.assertEqual(holds(estate, "1.0.0", delete=block), {"recently_used": "2026-03-03T00:00:00Z"})
        estate["last_seen_in_use"], estate["watched_since"] = {}, days_ago(14)
        self.assertEqual(holds(estate, "1.0.0", delete=block), {})
        del estate["watched_since"]
        self.assertEqual(holds(estate, "1.0.0", delete=block), {"recently_used": None})

    def test_age_is_reached_at_the_instant_itself(self):
        self.assertEqual(holds(estate_of(version("1.0.0", days=10), *NEWER), "1.0.0"), {})
        self.assertEqual(holds(estate_of(version("1.0.0", days=9), *NEWER), "1.0.0"), {"too_young": TOMORROW})

    def test_deprecation_must_be_old_enough_for_good_versions(self):
        block = {"older_than": "P10D", "deprecated_for": "P30D"}
        self.assertEqual(holds(estate_of(version("1.0.0"), *NEWER), "1.0.0", delete=block), {"not_deprecated": None})
        self.assertEqual(holds(estate_of(old("1.0.0", 29), *NEWER), "1.0.0", delete=block),
                         {"deprecation_recent": TOMORROW})
        self.assertEqual(holds(estate_of(old("1.0.0", 30), *NEWER), "1.0.0", delete=block), {})
        revoked = version("1.0.0", tags={"ingot-revoked": "cve"})
        self.assertEqual(holds(estate_of(revoked, *NEWER), "1.0.0", delete=block), {})

    def test_candidates_have_a_block_of_their_own(self):
        estate = estate_of(version("1.0.0", hidden=True, tags={"INGOT-stage": "Candidate"}, days=9), *NEWER)
        self.assertEqual(verdict(estate, "1.0.0")["stage"], "candidate")
        self.assertEqual(holds(estate, "1.0.0"), {"candidate": None})
        self.assertEqual(holds(estate, "1.0.0", candidates={"delete_after": "P10D"}), {"candidate": TOMORROW})
        found = verdict(estate, "1.0.0", candidates={"delete_after": "P9D"}, delete=None)
        self.assertEqual((found["decision"], found["holds"]), ("delete", {}))

    def test_a_candidate_that_is_visible_somewhere_or_deprecated_is_none(self):
        visible = version("1.0.0", tags={"ingot-stage": "candidate"})
        self.assertEqual(verdict(estate_of(visible, *NEWER), "1.0.0")["stage"], "active")
        deprecated = old("1.0.0", tags={"ingot-stage": "candidate"}, regions=("westeurope", "eastus"))
        self.assertEqual(verdict(estate_of(deprecated, *NEWER), "1.0.0")["stage"], "deprecated")
        nowhere = version("1.0.0", hidden=True, regions=(), tags={"ingot-stage": "candidate"})
        self.assertEqual(verdict(estate_of(nowhere, *NEWER), "1.0.0")["stage"], "active")

    def test_without_a_date_nothing_is_deleted(self):
        for bad in ({"days": None}, {"profile": {"publishedDate": "0001-01-01T00:00:00Z"}}):
            self.assertEqual(holds(estate_of(version("1.0.0", **bad), *NEWER), "1.0.0"), {"undated": None})

    def test_end_of_life_blocks(self):
        def blocked(**profile):
            safety = {"blockDeletionBeforeEndOfLife": True}
            return holds(estate_of(version("1.0.0", safetyProfile=safety, profile=profile), *NEWER), "1.0.0")

        self.assertEqual(blocked(), {"blocked_before_end_of_life": None})
        self.assertEqual(blocked(endOfLifeDate=NOW), {})
        self.assertEqual(blocked(endOfLifeDate=TOMORROW), {"blocked_before_end_of_life": TOMORROW})

    def test_locks_hold_at_every_scope_above(self):
        parts = f"{WEB}/versions/1.0.0".split("/")
        for depth in (3, 5, 9, 11, 13):
            scope = "/".join(parts[:depth])
            for level, kept in (("CanNotDelete", True), ("readonly", True), ("NotSpecified", False)):
                lock = lock_at(scope.upper(), level)
                self.assertEqual("locked" in holds(estate_of(version("1.0.0"), *NEWER, locks=[lock]), "1.0.0"), kept)
            lock["id"] = f"{scope}0/providers/Microsoft.Authorization/locks/l"
            self.assertEqual(holds(estate_of(version("1.0.0"), *NEWER, locks=[lock]), "1.0.0"), {})

    def test_tags_and_names_keep(self):
        tagged = estate_of(version("1.0.0", tags={"Legal-Hold": "Case-7"}), *NEWER)
        self.assertEqual(holds(tagged, "1.0.0", keep={"tags": {"legal-hold": "case-*"}}), {"kept_by_tag": None})
        self.assertEqual(holds(tagged, "1.0.0", keep={"tags": {"legal-hold": ["no", "yes"]}}), {})
        above = estate_of(version("1.0.0"), *NEWER, image_definitions=[{"id": WEB, "tags": {"hold": ""}}])
        self.assertEqual(holds(above, "1.0.0", keep={"tags": {"HOLD": "*"}}), {"kept_by_tag": None})
        self.assertEqual(holds(above, "1.0.0", keep={"versions": ["1.0.?"]}), {"kept_by_name": None})

    def test_a_source_is_kept_for_its_children(self):
        parent = f"{WEB}/versions/1.0.0".upper()
        for storage in ({"source": {"id": parent}}, {"osDiskImage": {"source": {"id": parent}}},
                        {"dataDiskImages": [{"lun": 0, "source": {"id": parent}}]}):
            child = version("1.0.0", definition=f"{GALLERY}/images/app", storageProfile=storage)
            estate = estate_of(version("1.0.0"), *NEWER, child)
            self.assertEqual(holds(estate, "1.0.0"), {"lineage": None})
            self.assertEqual(holds(estate, "1.0.0", keep={"lineage": False}), {})
        child = version("1.0.0", definition=f"{GALLERY}/images/app", storageProfile={"source": {"id": WEB}})
        self.assertEqual(holds(estate_of(version("1.0.0"), *NEWER, child), "1.0.0"), {})

    def test_a_shared_gallery_needs_notice(self):
        for galleries in ([], [{"id": GALLERY, "properties": {"sharingProfile": {"permissions": "groups"}}}]):
            def shared(tags, **blocks):
                return holds(estate_of(version("1.0.0", tags=tags), *NEWER, galleries=galleries), "1.0.0", **blocks)

            block = {"notice": "P30D"}
            self.assertEqual(shared({}), {"shared": None})
            self.assertEqual(shared({}, shared=block), {"shared": None})
            self.assertEqual(shared({"ingot-notice-at": "soon"}, shared=block), {"shared": None})
            self.assertEqual(shared({"ingot-notice-at": days_ago(29)}, shared=block), {"shared": TOMORROW})
            self.assertEqual(shared({"ingot-notice-at": days_ago(30)}, shared=block), {})
        private = [{"id": GALLERY, "properties": {"sharingProfile": {"permissions": "Private"}}}]
        self.assertEqual(holds(estate_of(version("1.0.0"), *NEWER, galleries=private), "1.0.0"), {})

    def test_versions_in_transition_are_left_alone(self):
        for state in ("Creating", "Updating", "Deleting", "Migrating"):
            self.assertIn("in_transition", holds(estate_of(version("1.0.0", state=state), *NEWER), "1.0.0"))
        rows = [in_bin("1.0.0")]
        found = verdict(estate_of(version("1.0.0"), *NEWER, soft_deleted_versions=rows), "1.0.0")
        self.assertEqual((found["stage"], found["holds"]), ("soft_deleted", {"in_transition": None}))

    def test_an_orphan_is_kept(self):
        found = verdict(estate_of(version("1.0.0"), *NEWER), "1.0.0", match={"galleries": ["other"]})
        self.assertEqual((found["rule"], found["decision"], found["holds"]), (None, "keep", {"orphan": None}))


class FailedVersions(unittest.TestCase):
    def failed(self, **more):
        return version("1.0.0", state="Failed", **more)

    def test_a_failed_version_needs_its_block(self):
        estate = estate_of(self.failed(), *NEWER)
        self.assertEqual(verdict(estate, "1.0.0")["decision"], "keep")
        self.assertEqual(verdict(estate, "1.0.0", failed={"delete_after": "P7D"}, delete=None)["decision"], "delete")

    def test_its_age_may_come_from_the_tag_or_the_system(self):
        block = {"delete_after": "P7D"}
        tagged = self.failed(days=None, tags={"ingot-created-at": days_ago(6)})
        tagged["systemData"] = {"createdAt": days_ago(8)}
        self.assertEqual(holds(estate_of(tagged, *NEWER), "1.0.0", failed=block), {"too_young": TOMORROW})
        tagged["tags"] = {"ingot-created-at": "?"}
        self.assertEqual(holds(estate_of(tagged, *NEWER), "1.0.0", failed=block), {})
        del tagged["systemData"]
        self.assertEqual(holds(estate_of(tagged, *NEWER), "1.0.0", failed=block), {"undated": None})

    def test_it_is_judged_by_few_holds(self):
        many = self.failed(hidden=True, tags={"ingot-stage": "candidate"})
        child = version("7.0.0", storageProfile={"source": {"id": many["id"]}})
        estate = estate_of(many, child, *NEWER, galleries=[{"id": GALLERY, "properties": {
            "sharingProfile": {"permissions": "Community"}, "softDeletePolicy": {"isSoftDeleteEnabled": True}}}])
        found = verdict(estate, "1.0.0", failed={"delete_after": "P7D"})
        self.assertEqual((found["stage"], found["holds"]), ("failed", {"failed_under_soft_delete": None}))

    def test_an_unlisted_gallery_may_have_soft_delete(self):
        estate = estate_of(self.failed(), *NEWER, galleries=[])
        self.assertEqual(holds(estate, "1.0.0"), {"failed_under_soft_delete": None})

    def test_a_soft_deleted_failed_version_is_in_transition(self):
        rows = [in_bin("1.0.0")]
        found = verdict(estate_of(self.failed(), *NEWER, soft_deleted_versions=rows), "1.0.0")
        self.assertEqual((found["stage"], found["holds"]), ("soft_deleted", {"in_transition": None}))


class Limits(unittest.TestCase):
    def test_losing_too_much_trips_the_breaker_for_the_definition(self):
        estate = estate_of(*NEWER, version("1.0.0"), version("2.0.0"), version("3.0.0"))
        for number in ("1.0.0", "2.0.0", "3.0.0"):
            found = verdict(estate, number, limits={"max_fraction": 0.5}, trim={"deprecated_only": False})
            self.assertEqual((found["decision"], found["holds"]), ("keep", {"circuit_breaker": None}))
        self.assertEqual(verdict(estate, "1.0.0", limits={"max_fraction": 0.6})["decision"], "delete")

    def test_a_tripped_breaker_stops_deprecation_and_trimming_too(self):
        held = {"legal-hold": "x"}
        both = ("westeurope", "eastus")
        estate = estate_of(version("9.0.0", regions=both), version("8.0.0", regions=both), version("1.0.0"),
                           version("2.0.0"), version("3.0.0"), version("4.0.0", tags=held), old("5.0.0", regions=both),
                           virtual_machines=[machine({"id": f"{WEB}/versions/5.0.0"})])
        blocks = {"keep": {"tags": {"legal-hold": "*"}}, "trim": {},
                  "deprecate": {"older_than": "P1D", "end_of_life_after": "P1D"}}
        for fraction, deprecation, trim in ((0.4, "keep", "keep"), (0.5, "deprecate", "trim")):
            limits = {"max_fraction": fraction}
            self.assertEqual(verdict(estate, "4.0.0", limits=limits, **blocks)["decision"], deprecation)
            self.assertEqual(verdict(estate, "5.0.0", limits=limits, **blocks)["decision"], trim)

    def test_three_of_ten_are_not_more_than_three_tenths(self):
        estate = estate_of(*[version(f"{n}.0.0") for n in range(1, 4)],
                           *[version(f"{n}.0.0", days=1) for n in range(10, 17)])
        self.assertEqual(verdict(estate, "1.0.0", limits={"max_fraction": 0.3})["decision"], "delete")

    def test_soft_deleted_versions_do_not_dilute_the_fraction(self):
        rows = [in_bin(f"0.0.{n}") for n in range(9)]
        estate = estate_of(*NEWER, version("1.0.0"), soft_deleted_versions=rows)
        self.assertEqual(holds(estate, "1.0.0", limits={"max_fraction": 0.3}), {"circuit_breaker": None})

    def test_the_oldest_go_first_over_all_definitions_of_the_rule(self):
        app = f"{GALLERY}/images/app"
        estate = estate_of(*NEWER, version("2.0.0", days=30), version("1.0.0", days=30), version("3.0.0", days=20),
                           version("9.0.0", definition=app), version("8.0.0", definition=app),
                           version("1.0.0", days=40, definition=app))
        for limit, gone in ((0, []), (1, ["app 1.0.0"]), (2, ["app 1.0.0", "web 1.0.0"]),
                            (3, ["app 1.0.0", "web 1.0.0", "web 2.0.0"])):
            verdicts = judge(estate, policy_of(limits={"max_fraction": 1, "max_deletes": limit}), NOW)["verdicts"]
            found = [i.split("/") for i, v in verdicts.items() if v["decision"] == "delete"]
            self.assertEqual(sorted(f"{path[-3]} {path[-1]}" for path in found), gone)
            self.assertEqual(sum("limit" in v["holds"] for v in verdicts.values()), 4 - limit)

    def test_what_the_limit_keeps_may_still_be_deprecated(self):
        found = verdict(estate_of(version("1.0.0"), *NEWER), "1.0.0", limits={"max_deletes": 0, "max_fraction": 1},
                        deprecate={"older_than": "P1D", "end_of_life_after": "P1D"})
        self.assertEqual((found["decision"], found["holds"]), ("deprecate", {"limit": None}))


class Deprecation(unittest.TestCase):
    BLOCK = {"older_than": "P50D", "end_of_life_after": "P60D"}

    def decision(self, estate, number="1.0.0", **block):
        return verdict(estate, number, delete=None, deprecate={**self.BLOCK, **block})["decision"]

    def test_an_old_good_version_is_deprecated(self):
        self.assertEqual(self.decision(estate_of(version("1.0.0", days=50), *NEWER)), "deprecate")
        self.assertEqual(self.decision(estate_of(version("1.0.0", days=49), *NEWER)), "keep")
        self.assertEqual(self.decision(estate_of(version("1.0.0", days=None), *NEWER)), "keep")
        self.assertEqual(self.decision(estate_of(old("1.0.0"), *NEWER)), "keep")
        self.assertEqual(self.decision(estate_of(version("1.0.0", tags={"ingot-revoked": ""}), *NEWER)), "keep")
        self.assertEqual(self.decision(estate_of(version("1.0.0", regions=()), *NEWER)), "keep")

    def test_the_newest_and_the_latest_are_not(self):
        estate = estate_of(version("1.0.0"), version("2.0.0"))
        self.assertEqual(self.decision(estate, "2.0.0"), "keep")
        self.assertEqual(self.decision(estate, "2.0.0", keep_newest=0), "keep")
        self.assertEqual(self.decision(estate, "1.0.0"), "deprecate")
        self.assertEqual(self.decision(estate, "1.0.0", keep_newest=2), "keep")

    def test_only_a_read_only_lock_forbids_it(self):
        for level, decision in (("ReadOnly", "keep"), ("CanNotDelete", "deprecate")):
            lock = lock_at(GALLERY, level)
            self.assertEqual(self.decision(estate_of(version("1.0.0"), *NEWER, locks=[lock])), decision)


class Trimming(unittest.TestCase):
    REGIONS = ("westeurope", "eastus", "japaneast")

    def trim(self, estate, number="1.0.0", **block):
        found = verdict(estate, number, delete=None, trim=block)
        return found["drops"] if found["decision"] == "trim" else found["decision"]

    def estate(self, v=None, **more):
        return estate_of(v or old("1.0.0", regions=self.REGIONS), version("8.0.0", regions=self.REGIONS),
                         version("9.0.0", regions=self.REGIONS), **more)

    def test_all_but_the_home_region_is_dropped(self):
        self.assertEqual(self.trim(self.estate()), ["eastus", "japaneast"])

    def test_only_deprecated_versions_unless_told_otherwise(self):
        estate = self.estate(version("1.0.0", regions=self.REGIONS))
        self.assertEqual(self.trim(estate), "keep")
        self.assertEqual(self.trim(estate, deprecated_only=False), ["eastus", "japaneast"])

    def test_regions_in_use_and_of_the_reserve_stay(self):
        vm = machine({"id": f"{WEB}/versions/1.0.0"}, "Japan East")
        self.assertEqual(self.trim(self.estate(virtual_machines=[vm])), ["eastus"])
        vm = machine({"id": f"{WEB}/versions/1.0.0"}, None)
        self.assertEqual(self.trim(self.estate(virtual_machines=[vm])), "keep")
        estate = estate_of(old("1.0.0", regions=self.REGIONS), version("8.0.0", regions=self.REGIONS[:2]),
                           version("9.0.0", regions=self.REGIONS))
        self.assertEqual(self.trim(estate), ["eastus"])

    def test_the_region_in_which_it_is_latest_stays(self):
        two = ("westeurope", "eastus")
        estate = estate_of(version("1.0.0", regions=self.REGIONS), version("8.0.0", regions=two),
                           version("9.0.0", regions=two))
        self.assertEqual(self.trim(estate, deprecated_only=False), ["eastus"])

    def test_holds_and_missing_evidence_forbid_it(self):
        self.assertEqual(self.trim(self.estate(coverage=[])), "keep")
        self.assertEqual(self.trim(self.estate(galleries=[])), "keep")
        lock = lock_at(WEB, "CanNotDelete")
        self.assertEqual(self.trim(self.estate(locks=[lock])), "keep")
        named = verdict(self.estate(), "1.0.0", delete=None, trim={}, keep={"versions": ["1.*"]})
        self.assertEqual(named["decision"], "keep")
        self.assertEqual(self.trim(self.estate(), keep_newest=3), "keep")

    def test_a_version_at_home_alone_is_trimmed(self):
        found = verdict(estate_of(old("1.0.0"), *NEWER), "1.0.0", delete=None, trim={})
        self.assertEqual((found["stage"], found["decision"]), ("trimmed", "keep"))


class Rules(unittest.TestCase):
    def rule_of(self, *matches, tags=None):
        rules = [{"name": str(i), **({} if m is None else {"match": m})} for i, m in enumerate(matches)]
        estate = estate_of(version("1.0.0"), image_definitions=[{"id": WEB, "tags": tags or {}}])
        return judge(estate, {"rules": rules}, NOW)["verdicts"][f"{WEB}/versions/1.0.0".lower()]["rule"]

    def test_the_first_match_governs(self):
        self.assertEqual(self.rule_of(None, {}), "0")
        self.assertEqual(self.rule_of({"definitions": ["api"]}, {}), "1")
        self.assertEqual(self.rule_of({"galleries": ["PROD*"], "definitions": ["api", "W?B"]}, {}), "0")
        self.assertIsNone(self.rule_of({"galleries": ["PROD*"], "definitions": ["api"]}))

    def test_all_tags_must_match(self):
        wanted = {"tags": {"Tier": ["test", "prod"], "os": "*"}}
        self.assertEqual(self.rule_of(wanted, {}, tags={"TIER": "Prod", "OS": "x"}), "0")
        self.assertEqual(self.rule_of(wanted, {}, tags={"TIER": "Prod"}), "1")


class Stages(unittest.TestCase):
    def test_revoked_comes_before_candidate(self):
        v = version("1.0.0", hidden=True, tags={"ingot-stage": "candidate", "ingot-revoked": "x"})
        self.assertEqual(verdict(estate_of(v, *NEWER), "1.0.0")["stage"], "revoked")

    def test_deleting(self):
        self.assertEqual(verdict(estate_of(version("1.0.0", state="DELETING"), *NEWER), "1.0.0")["stage"], "deleting")

    def test_a_version_that_only_the_bin_knows(self):
        rows = [in_bin("1.0.0")] * 2
        found = verdict(estate_of(*NEWER, soft_deleted_versions=rows), "1.0.0")
        self.assertEqual((found["stage"], found["holds"]), ("soft_deleted", {"in_transition": None, "undated": None}))

    def test_an_unreadable_deprecation_is_none(self):
        v = version("1.0.0", hidden=True, tags={"ingot-deprecated-at": "2026-01-01"})
        self.assertEqual(verdict(estate_of(v, *NEWER), "1.0.0")["stage"], "active")


class Scenarios(unittest.TestCase):
    def test_the_reserve_is_counted_per_region_in_good_versions(self):
        """Of 4.7.0 at the head with depth 2: 4.5.0 and 4.4.0 in two regions, 4.5.0 and 4.3.0 in the other ten."""
        regions = tuple(f"r{i:02d}" for i in range(12))
        estate = estate_of(
            version("4.7.0", regions=regions), version("4.6.0", regions=regions, state="Failed"),
            version("4.5.1", regions=regions, hidden=True, tags={"ingot-revoked": "cve"}),
            version("4.5.0", regions=regions), version("4.4.0", regions=regions[:2]),
            version("4.3.0", regions=regions), version("4.2.0", regions=regions))
        blocks = {"keep": {"rollback_reserve": 2}, "failed": {"delete_after": "P7D"}, "delete": {"older_than": "P90D"},
                  "trim": {"deprecated_only": False}}
        expected = {"4.7.0": "keep", "4.6.0": "delete", "4.5.1": "delete", "4.5.0": "keep", "4.4.0": "keep",
                    "4.3.0": "trim", "4.2.0": "delete"}
        self.assertEqual({n: verdict(estate, n, **blocks)["decision"] for n in expected}, expected)
        self.assertEqual(verdict(estate, "4.3.0", **blocks)["drops"], ["r01"])  # r00 is its home
        self.assertEqual(verdict(estate, "4.5.1", **blocks)["stage"], "revoked")
        self.assertEqual(holds(estate, "4.3.0", **blocks), {"rollback_reserve": None})

    def test_end_of_life_block_and_soft_delete(self):
        now = "2026-09-30T00:00:00Z"

        def v(number, end, block):
            safety = {"blockDeletionBeforeEndOfLife": block}
            return version(number, profile={"endOfLifeDate": end}, safetyProfile=safety)

        lock = lock_at(f"{WEB}/versions/6.0.0", "CanNotDelete")
        estate = estate_of(
            v("1.0.0", "2026-03-31T00:00:00Z", True), v("2.0.0", "2026-12-31T00:00:00Z", True),
            v("3.0.0", "2027-02-15T00:00:00Z", True), v("4.0.0", "2026-03-31T00:00:00Z", False),
            version("5.0.0"), version("6.0.0"), version("8.0.0"), version("9.0.0"), locks=[lock],
            soft_deleted_versions=[in_bin("5.0.0")])
        for row in estate["coverage"]:
            row["at"] = now
        expected = {
            "1.0.0": ("delete", {}),
            "2.0.0": ("keep", {"blocked_before_end_of_life": "2026-12-31T00:00:00Z"}),
            "3.0.0": ("keep", {"blocked_before_end_of_life": "2027-02-15T00:00:00Z"}),
            "4.0.0": ("delete", {}), "5.0.0": ("keep", {"in_transition": None}), "6.0.0": ("keep", {"locked": None}),
        }
        for number, (decision, held) in expected.items():
            found = verdict(estate, number, now)
            self.assertEqual((found["decision"], found["holds"]), (decision, held), number)


class Properties(unittest.TestCase):
    def test_more_evidence_of_need_never_deletes_more(self):
        """A lock, a reference or less coverage never frees a version that something kept."""
        for seed in range(150):
            estate, policy, now = generate.generate(seed)

            def free(document):
                verdicts = judge(document, policy, now)["verdicts"].items()
                return {i for i, v in verdicts if set(v["holds"]) <= {"limit", "circuit_breaker"}}

            before = free(estate)
            if not estate["image_versions"]:
                continue
            target = estate["image_versions"][seed % len(estate["image_versions"])]["id"]
            lock = {"id": f"{target}/providers/Microsoft.Authorization/locks/new", "properties": {"level": "ReadOnly"}}
            row = {"kind": "infrastructure_file", "target": target, "where": "x:1"}
            self.assertLessEqual(free({**estate, "locks": estate.get("locks", []) + [lock]}), before)
            self.assertLessEqual(free({**estate, "references": estate.get("references", []) + [row]}), before)
            self.assertLessEqual(free({**estate, "coverage": estate["coverage"][1:]}), before)

    def test_the_generator_reaches_every_hold_decision_and_stage(self):
        reached = set()
        for seed in range(400):
            for v in judge(*generate.generate(seed))["verdicts"].values():
                reached |= {v["decision"], v["stage"]} | set(v["holds"])
        self.assertLessEqual({
            "keep", "delete", "deprecate", "trim", "failed", "candidate", "active", "deprecated", "trimmed",
            "soft_deleted", "deleting", "revoked", "latest", "newest", "rollback_reserve", "last_good", "in_use",
            "usage_unknown", "recently_used", "too_young", "not_deprecated", "deprecation_recent", "undated",
            "blocked_before_end_of_life", "failed_under_soft_delete", "locked", "kept_by_tag", "kept_by_name",
            "lineage", "shared", "in_transition", "orphan", "circuit_breaker", "limit"}, reached)

    def test_spelling_changes_nothing(self):
        for seed in range(100):
            self.assertNotEqual(generate.generate(seed), generate.generate(seed, spelling=1))
            self.assertEqual(judge(*generate.generate(seed)), judge(*generate.generate(seed, spelling=1)))

    def test_the_generator_is_deterministic(self):
        self.assertEqual(generate.generate(7), generate.generate(7))


if __name__ == "__main__":
    unittest.main()
