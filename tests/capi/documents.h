#ifndef DOCUMENTS_H
#define DOCUMENTS_H

/* A small estate, and a policy that deletes the first of its versions. */

#define SUBSCRIPTION "/subscriptions/5f0ad1e0-0000-4000-8000-000000000001"
#define GALLERY SUBSCRIPTION "/resourceGroups/rg/providers/Microsoft.Compute/galleries/g"
#define DEFINITION GALLERY "/images/ubuntu"
#define VERSION(number, date)                                                                                          \
    "{\"id\":\"" DEFINITION "/versions/" number "\",\"name\":\"" number "\",\"location\":\"westeurope\","              \
    "\"properties\":{\"provisioningState\":\"Succeeded\",\"publishingProfile\":{\"publishedDate\":\"" date "\","       \
    "\"targetRegions\":[{\"name\":\"westeurope\",\"regionalReplicaCount\":1}]}}}"
#define COVERED(source)                                                                                                \
    "{\"scope\":\"" SUBSCRIPTION "\",\"source\":\"" source "\",\"status\":\"complete\","                               \
    "\"at\":\"2026-09-01T00:00:00Z\",\"detail\":\"\"}"

static const char estate_text[] =
    "{\"schema\":\"ingot.estate/1\",\"taken_at\":\"2026-09-01T00:00:00Z\",\"scopes\":[\"" SUBSCRIPTION "\"],"
    "\"coverage\":[" COVERED("virtual_machines") "," COVERED("scale_sets") "," COVERED("scale_set_instances") ","
    COVERED("locks") "],"
    "\"galleries\":[{\"id\":\"" GALLERY "\",\"name\":\"g\",\"location\":\"westeurope\",\"properties\":{}}],"
    "\"image_definitions\":[{\"id\":\"" DEFINITION "\",\"name\":\"ubuntu\",\"location\":\"westeurope\","
    "\"properties\":{}}],"
    "\"image_versions\":[" VERSION("1.9.0", "2026-01-01T00:00:00Z") "," VERSION("1.10.0", "2026-02-01T00:00:00Z") ","
    VERSION("1.11.0", "2026-03-01T00:00:00Z") "]}";

static const char policy_text[] =
    "{\"schema\":\"ingot.policy/1\",\"rules\":[{\"name\":\"all\",\"delete\":{\"older_than\":\"P30D\"}}]}";

static const char now_text[] = "2026-09-01T00:00:00Z";

#endif
