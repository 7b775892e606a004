"""The life of a gallery and of what uses it, call by call, as a client that knows the service makes them."""
import json
import urllib.error
import urllib.request

SUBSCRIPTION = "5f0ad1e0-0000-4000-8000-000000000009"
GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/conformance"
COMPUTE = f"{GROUP}/providers/Microsoft.Compute"
GALLERY = f"{COMPUTE}/galleries/golden"
IMAGE = f"{GALLERY}/images/linux"
GALLERIES_API = "2024-03-03"
COMPUTE_API = "2024-07-01"
LOCKS_API = "2020-05-01"
RESOURCES_API = "2024-07-01"
LOCATION = "westeurope"
SOURCE = f"{COMPUTE}/images/source"


class Azure:
    def __init__(self, url):
        self.url = url

    def call(self, method, path, api, body=None, query=""):
        """The status, the headers and the body of the answer."""
        separator = "" if not query else f"&{query}"
        return self.send(method, f"{self.url}{path}?api-version={api}{separator}", body)

    def send(self, method, url, body=None):
        request = urllib.request.Request(url, None if body is None else json.dumps(body).encode(), method=method,
                                         headers={"Content-Type": "application/json", "Accept": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.headers, refused.read()

    def advance(self, duration):
        self.send("POST", f"{self.url}/emulator/clock", {"advance": duration})

    def write(self, method, path, api, body=None, query=""):
        """A write, followed to its end by its status URL, where the answer names one."""
        status, headers, content = self.call(method, path, api, body, query)
        follow = headers["Azure-AsyncOperation"] or headers["Location"]
        if status < 300 and follow:
            self.send("GET", follow)
            self.advance("PT6H")
            self.send("GET", follow)
        return status, content


def live(azure):
    """Calls nearly every operation that is modelled, its refusals among them."""
    call, write = azure.call, azure.write
    _galleries(call, write)
    _compute(call, write)
    _management(call)
    for version in ("1.0.0", "1.0.1"):
        write("DELETE", f"{IMAGE}/versions/{version}", GALLERIES_API)
    azure.advance("PT1H")
    write("DELETE", IMAGE, GALLERIES_API)
    azure.advance("PT1H")
    write("DELETE", GALLERY, GALLERIES_API)
    write("DELETE", GALLERY, GALLERIES_API)


def _galleries(call, write):
    call("PUT", GROUP, RESOURCES_API, {"location": LOCATION})
    write("PUT", GALLERY, GALLERIES_API, {"location": LOCATION, "properties": {"description": "golden images"},
                                         "tags": {"tier": "prod"}})
    write("PUT", f"{COMPUTE}/galleries/not-a-name", GALLERIES_API, {"location": LOCATION})
    call("GET", GALLERY, GALLERIES_API)
    call("GET", GALLERY, GALLERIES_API, query="$select=Permissions")
    call("GET", GALLERY, GALLERIES_API, query="$expand=SharingProfile/Groups")
    call("GET", f"{COMPUTE}/galleries/missing", GALLERIES_API)
    write("PATCH", GALLERY, GALLERIES_API, {"properties": {"description": "all golden images"}})
    call("GET", f"{COMPUTE}/galleries", GALLERIES_API)
    call("GET", f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Compute/galleries", GALLERIES_API)

    definition = {"location": LOCATION, "tags": {}, "properties": {
        "osType": "Linux", "osState": "Generalized", "hyperVGeneration": "V2", "architecture": "x64",
        "identifier": {"publisher": "contoso", "offer": "linux", "sku": "base"},
        "recommended": {"vCPUs": {"min": 1, "max": 8}, "memory": {"min": 1, "max": 64}},
        "features": [{"name": "SecurityType", "value": "TrustedLaunchSupported"}]}}
    write("PUT", IMAGE, GALLERIES_API, definition)
    changed = {**definition, "properties": {**definition["properties"], "osType": "Windows"}}
    write("PUT", IMAGE, GALLERIES_API, changed)
    write("PATCH", IMAGE, GALLERIES_API, {"properties": {**definition["properties"], "description": "base image"}})
    call("GET", IMAGE, GALLERIES_API)
    call("GET", f"{GALLERY}/images/missing", GALLERIES_API)
    call("GET", f"{GALLERY}/images", GALLERIES_API)

    publishing = {"targetRegions": [{"name": LOCATION, "regionalReplicaCount": 1},
                                    {"name": "eastus", "excludeFromLatest": True}], "replicaCount": 1}
    version = {"location": LOCATION, "properties": {
        "publishingProfile": publishing, "storageProfile": {"source": {"id": SOURCE}},
        "safetyProfile": {"allowDeletionOfReplicatedLocations": True}}}
    for name in ("1.0.0", "1.0.1"):
        write("PUT", f"{IMAGE}/versions/{name}", GALLERIES_API, version)
    call("GET", f"{IMAGE}/versions/1.0.0", GALLERIES_API)
    call("GET", f"{IMAGE}/versions/1.0.0", GALLERIES_API, query="$expand=ReplicationStatus")
    call("GET", f"{IMAGE}/versions/9.9.9", GALLERIES_API)
    call("GET", f"{IMAGE}/versions", GALLERIES_API)
    write("PATCH", f"{IMAGE}/versions/1.0.0", GALLERIES_API,
          {"properties": {"publishingProfile": {**publishing, "excludeFromLatest": True}, "storageProfile": {}}})
    write("DELETE", GALLERY, GALLERIES_API)
    call("GET", f"{GALLERY}/softDeletedArtifactTypes/Images/artifacts/linux/versions", GALLERIES_API)
    shared = f"{COMPUTE}/galleries/lent"
    write("PUT", shared, GALLERIES_API,
          {"location": LOCATION, "properties": {"sharingProfile": {"permissions": "Groups"}}})
    write("POST", f"{shared}/share", GALLERIES_API, {"operationType": "Add", "groups": [
        {"type": "Subscriptions", "ids": [SUBSCRIPTION]}]})
    call("GET", shared, GALLERIES_API, query="$select=Permissions")
    write("POST", f"{shared}/share", GALLERIES_API, {"operationType": "Reset"})
    write("DELETE", shared, GALLERIES_API)


def _compute(call, write):
    subscription = f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Compute"
    machine = f"{COMPUTE}/virtualMachines/web"
    storage = {"imageReference": {"id": IMAGE}}
    write("PUT", machine, COMPUTE_API, {"location": LOCATION, "properties": {
        "hardwareProfile": {"vmSize": "Standard_D2s_v5"}, "storageProfile": storage}})
    write("PUT", f"{COMPUTE}/virtualMachines/lost", COMPUTE_API, {"location": LOCATION, "properties": {
        "storageProfile": {"imageReference": {"id": f"{IMAGE}/versions/9.9.9"}}}})
    call("GET", machine, COMPUTE_API)
    call("GET", f"{COMPUTE}/virtualMachines/missing", COMPUTE_API)
    write("PATCH", machine, COMPUTE_API, {"tags": {"role": "web"}})
    _run_commands(call, write, machine)
    _images(call, write)
    call("GET", f"{COMPUTE}/virtualMachines", COMPUTE_API)
    call("GET", f"{subscription}/virtualMachines", COMPUTE_API)
    scale_set = f"{COMPUTE}/virtualMachineScaleSets/fleet"
    write("PUT", scale_set, COMPUTE_API, {"location": LOCATION, "sku": {"name": "Standard_D2s_v5", "capacity": 2},
                                         "properties": {"orchestrationMode": "Uniform",
                                                        "upgradePolicy": {"mode": "Manual"},
                                                        "virtualMachineProfile": {"storageProfile": storage}}})
    call("GET", scale_set, COMPUTE_API)
    call("GET", f"{COMPUTE}/virtualMachineScaleSets", COMPUTE_API)
    call("GET", f"{subscription}/virtualMachineScaleSets", COMPUTE_API)
    call("GET", f"{scale_set}/virtualMachines", COMPUTE_API)
    call("GET", f"{scale_set}/virtualMachines/0", COMPUTE_API)
    write("POST", f"{scale_set}/manualupgrade", COMPUTE_API, {"instanceIds": ["*"]})
    _instances(call, write, scale_set)
    write("PATCH", scale_set, COMPUTE_API, {"tags": {"role": "fleet"}})
    write("DELETE", f"{scale_set}/virtualMachines/0", COMPUTE_API)
    write("DELETE", scale_set, COMPUTE_API)
    write("DELETE", machine, COMPUTE_API)
    write("DELETE", machine, COMPUTE_API)


def _instances(call, write, scale_set):
    call("GET", f"{scale_set}/instanceView", COMPUTE_API)
    call("GET", f"{scale_set}/virtualMachines/1/instanceView", COMPUTE_API)
    call("GET", f"{scale_set}/rollingUpgrades/latest", COMPUTE_API)
    write("POST", f"{scale_set}/rollingUpgrades/cancel", COMPUTE_API)
    write("POST", f"{scale_set}/osRollingUpgrade", COMPUTE_API)
    write("POST", f"{scale_set}/osRollingUpgrade", COMPUTE_API)
    write("POST", f"{scale_set}/rollingUpgrades/cancel", COMPUTE_API)
    call("GET", f"{scale_set}/rollingUpgrades/latest", COMPUTE_API)
    call("GET", f"{scale_set}/osUpgradeHistory", COMPUTE_API)
    for action in ("poweroff", "start", "restart", "deallocate", "reimage", "reimageall"):
        write("POST", f"{scale_set}/{action}", COMPUTE_API, {"instanceIds": ["1"]})
        write("POST", f"{scale_set}/virtualMachines/1/{action}", COMPUTE_API)
    script = {"commandId": "RunShellScript", "script": ["uname -a"]}
    write("POST", f"{scale_set}/virtualMachines/0/runCommand", COMPUTE_API, script)
    write("POST", f"{scale_set}/delete", COMPUTE_API, {"instanceIds": ["1"]})


def _images(call, write):
    machine = f"{COMPUTE}/virtualMachines/builder"
    write("PUT", machine, COMPUTE_API, {"location": LOCATION, "properties": {"storageProfile": {
        "osDisk": {"createOption": "FromImage", "osType": "Linux", "name": "os", "deleteOption": "Delete"},
        "dataDisks": [{"lun": 0, "createOption": "Empty", "diskSizeGB": 16}]}}})
    image, body = f"{COMPUTE}/images/base", {"location": LOCATION, "properties": {"sourceVirtualMachine": {"id": machine}}}
    write("PUT", image, COMPUTE_API, body)
    write("POST", f"{machine}/deallocate", COMPUTE_API)
    call("POST", f"{machine}/generalize", COMPUTE_API)
    write("PUT", image, COMPUTE_API, body)
    write("PATCH", image, COMPUTE_API, {"tags": {"tier": "prod"}})
    call("GET", image, COMPUTE_API)
    call("GET", machine, COMPUTE_API)
    call("GET", f"{COMPUTE}/images", COMPUTE_API)
    call("GET", f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Compute/images", COMPUTE_API)
    write("DELETE", image, COMPUTE_API)
    write("DELETE", image, COMPUTE_API)
    write("DELETE", machine, COMPUTE_API)


def _run_commands(call, write, machine):
    script = {"commandId": "RunShellScript", "script": ["uname -a"], "parameters": [{"name": "a", "value": "b"}]}
    write("POST", f"{machine}/runCommand", COMPUTE_API, script)
    command = f"{machine}/runCommands/prepare"
    properties = {"source": {"script": "uname -a"}, "timeoutInSeconds": 600,
                  "protectedParameters": [{"name": "key", "value": "hidden"}], "runAsUser": "builder"}
    write("PUT", command, COMPUTE_API, {"location": LOCATION, "properties": properties})
    write("PUT", command, COMPUTE_API, {"location": LOCATION, "properties": {"source": {}}})
    write("PATCH", command, COMPUTE_API, {"tags": {"step": "prepare"}, "properties": {"asyncExecution": True}})
    call("GET", command, COMPUTE_API)
    call("GET", command, COMPUTE_API, query="$expand=instanceView")
    call("GET", f"{machine}/runCommands", COMPUTE_API, query="$expand=instanceView")
    write("DELETE", command, COMPUTE_API)
    write("DELETE", command, COMPUTE_API)


def _management(call):
    lock = f"{GALLERY}/providers/Microsoft.Authorization/locks/keep"
    call("PUT", lock, LOCKS_API, {"properties": {"level": "CanNotDelete", "notes": "golden"}})
    call("GET", lock, LOCKS_API)
    call("GET", f"{GALLERY}/providers/Microsoft.Authorization/locks", LOCKS_API)
    call("GET", f"{GROUP}/providers/Microsoft.Authorization/locks", LOCKS_API)
    call("GET", f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Authorization/locks", LOCKS_API)
    call("DELETE", GALLERY, GALLERIES_API)
    call("DELETE", lock, LOCKS_API)
    tags = f"{GALLERY}/providers/Microsoft.Resources/tags/default"
    call("PUT", tags, RESOURCES_API, {"properties": {"tags": {"tier": "prod"}}})
    call("PATCH", tags, RESOURCES_API, {"operation": "Merge", "properties": {"tags": {"owner": "images"}}})
    call("GET", tags, RESOURCES_API)
    call("GET", f"/subscriptions/{SUBSCRIPTION}/resourcegroups", RESOURCES_API)
    call("GET", GROUP, RESOURCES_API)
