// The life of an image as a program sees it that was written for Azure with the official SDK: nothing here knows of an
// emulator but the endpoint that it is given. Prints what it saw as one JSON object.
//
//   node image_life.mjs ENDPOINT TENANT CLIENT_ID CLIENT_SECRET SUBSCRIPTION SOURCE_ID

import { ComputeManagementClient } from "@azure/arm-compute";
import { ClientSecretCredential } from "@azure/identity";

const [endpoint, tenant, clientId, secret, subscription, source] = process.argv.slice(2);
const credential = new ClientSecretCredential(tenant, clientId, secret, {
  authorityHost: endpoint,
  disableInstanceDiscovery: true, // as in every cloud that is not Microsoft's own
});
const compute = new ComputeManagementClient(credential, subscription, {
  endpoint,
  credentialScopes: [`${endpoint}/.default`],
});

const group = "images";
const location = "westeurope";
const image = [group, "golden", "ubuntu"];

async function all(pager) {
  const items = [];
  for await (const one of pager) items.push(one);
  return items;
}

async function pages(pager) {
  const sizes = [];
  for await (const page of pager.byPage()) sizes.push(page.length);
  return sizes;
}

/** What a call that must fail says. */
async function refusal(call) {
  try {
    await call();
  } catch (error) {
    return { code: error.code, statusCode: error.statusCode, message: error.message };
  }
  throw new Error("this was to be refused");
}

const version = (regions) => ({
  location,
  publishingProfile: { targetRegions: regions },
  storageProfile: { source: { id: source } },
});

const saw = {};

// A gallery, a definition and two versions, of which text would sort the lower one higher.
await compute.galleries.createOrUpdate(group, "golden", {
  location,
  description: "images of the team",
  sharingProfile: { permissions: "Groups" },
});
await compute.galleryImages.createOrUpdate(...image, {
  location,
  osType: "Linux",
  osState: "Generalized",
  hyperVGeneration: "V2",
  identifier: { publisher: "contoso", offer: "linux", sku: "22" },
});
for (const name of ["1.9.0", "1.10.0"]) {
  const made = await compute.galleryImageVersions.createOrUpdate(
    ...image,
    name,
    version([{ name: location, regionalReplicaCount: 1 }, { name: "East US", regionalReplicaCount: 2 }]),
  );
  saw[`created ${name}`] = made.provisioningState;
}

// Its replicas, and an update that adds a region and takes the version out of latest in one of them.
const fresh = await compute.galleryImageVersions.get(...image, "1.10.0", { expand: "ReplicationStatus" });
saw.replication = fresh.replicationStatus.summary.map(({ region, state }) => ({ region, state }));
const updated = await compute.galleryImageVersions.update(...image, "1.10.0", {
  tags: { tier: "prod" },
  storageProfile: {},
  publishingProfile: {
    targetRegions: [
      ...fresh.publishingProfile.targetRegions.map((one) => ({ ...one, excludeFromLatest: one.name === location })),
      { name: "North Europe", regionalReplicaCount: 1 },
    ],
  },
});
saw.updated = { state: updated.provisioningState, tags: updated.tags };
await compute.galleryImages.update(...image, { description: "the base of everything" });

// A machine of the lower version, and a scale set that follows latest.
const machine = (reference) => ({
  location,
  hardwareProfile: { vmSize: "Standard_D2s_v5" },
  storageProfile: { imageReference: { id: reference } },
  osProfile: { computerName: "builder", adminUsername: "azureuser", adminPassword: "Hidden-canary-1" },
  networkProfile: { networkInterfaces: [] },
});
const definition = (await compute.galleryImages.get(...image)).id;
const built = await compute.virtualMachines.createOrUpdate(group, "builder", machine(`${definition}/versions/1.9.0`));
saw.exactVersion = built.storageProfile.imageReference.exactVersion;
const power = async () =>
  (await compute.virtualMachines.instanceView(group, "builder")).statuses
    .map((one) => one.code)
    .filter((code) => code.startsWith("PowerState/") || code.startsWith("OSState/"));
saw.power = [await power()];
await compute.virtualMachines.powerOff(group, "builder");
saw.power.push(await power());
await compute.virtualMachines.deallocate(group, "builder");
await compute.virtualMachines.generalize(group, "builder");
saw.power.push((await power()).sort());
saw["start refused"] = await refusal(() => compute.virtualMachines.start(group, "builder"));
await compute.virtualMachineScaleSets.createOrUpdate(group, "web", {
  location,
  sku: { name: "Standard_D2s_v5", capacity: 3 },
  orchestrationMode: "Uniform",
  upgradePolicy: { mode: "Manual" },
  virtualMachineProfile: {
    storageProfile: { imageReference: { id: definition } },
    osProfile: { computerNamePrefix: "web", adminUsername: "azureuser", adminPassword: "Hidden-canary-2" },
    networkProfile: { networkInterfaceConfigurations: [] },
  },
});
saw.instances = (await all(compute.virtualMachineScaleSetVMs.list(group, "web"))).map((one) => ({
  exactVersion: one.storageProfile.imageReference.exactVersion,
  latest: one.latestModelApplied,
}));

// Lists, page by page.
saw.machines = (await all(compute.virtualMachines.listAll())).map((one) => one.id);
saw.machinePages = await pages(compute.virtualMachines.listAll());
saw.scaleSets = (await all(compute.virtualMachineScaleSets.listAll())).map((one) => one.id);
saw.galleries = (await all(compute.galleries.list())).map((one) => one.id);
saw.definitions = (await all(compute.galleryImages.listByGallery(group, "golden"))).map((one) => one.id);
saw.versions = (await all(compute.galleryImageVersions.listByGalleryImage(...image))).map((one) => ({
  id: one.id,
  state: one.provisioningState,
  published: one.publishingProfile.publishedDate,
  excluded: one.publishingProfile.excludeFromLatest ?? false,
  tags: one.tags ?? {},
  regions: one.publishingProfile.targetRegions.map((region) => ({
    name: region.name,
    replicas: region.regionalReplicaCount,
    excluded: region.excludeFromLatest ?? false,
  })),
}));

// Sharing, and a recycle bin with nothing in it.
await compute.gallerySharingProfile.update(group, "golden", {
  operationType: "Add",
  groups: [{ type: "Subscriptions", ids: ["00000000-0000-0000-0000-0000000000ff"] }],
});
const shared = await compute.galleries.get(group, "golden", { expand: "SharingProfile/Groups" });
saw.sharedWith = shared.sharingProfile.groups.flatMap((one) => one.ids);
saw.softDeleted = await all(compute.softDeletedResource.listByArtifactName(group, "golden", "Images", "ubuntu"));

// What must be refused, in the service's words.
saw.refused = {
  "a definition that holds versions": await refusal(() => compute.galleryImages.delete(...image)),
  "a version that is not there": await refusal(() => compute.galleryImageVersions.get(...image, "9.9.9")),
  "a version without its definition": await refusal(() =>
    compute.galleryImageVersions.createOrUpdate(group, "golden", "none", "1.0.0", version([{ name: location }])),
  ),
  "another state of the operating system": await refusal(() =>
    compute.galleryImages.createOrUpdate(...image, {
      location,
      osType: "Linux",
      osState: "Specialized",
      identifier: { publisher: "contoso", offer: "linux", sku: "22" },
    }),
  ),
};

// The test looks at all of it before it goes.
console.log(JSON.stringify(saw));
await new Promise((resolve) => process.stdin.once("data", resolve));
process.stdin.destroy();

// The end: children before their parents.
await compute.virtualMachines.delete(group, "builder");
await compute.virtualMachineScaleSets.delete(group, "web");
for (const name of ["1.9.0", "1.10.0"]) await compute.galleryImageVersions.delete(...image, name);
const gone = {};
gone.version = await refusal(() => compute.galleryImageVersions.get(...image, "1.10.0"));
await compute.galleryImages.delete(...image);
await compute.galleries.delete(group, "golden");
gone.galleries = await all(compute.galleries.list());
console.log(JSON.stringify(gone));
