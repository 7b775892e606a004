// What keeps images from those who may not have them or may not delete them: locks, the recycle bin, blocked deletion,
// and sign-in. Prints what it saw as one JSON object.
//
//   node image_protection.mjs ENDPOINT TENANT CLIENT_ID CLIENT_SECRET SUBSCRIPTION SOURCE_ID

import { ComputeManagementClient } from "@azure/arm-compute";
import { ManagementLockClient } from "@azure/arm-locks";
import { ClientSecretCredential } from "@azure/identity";

const [endpoint, tenant, clientId, secret, subscription, source] = process.argv.slice(2);
const clientOf = (secretShown) => {
  const authority = { authorityHost: endpoint, disableInstanceDiscovery: true };
  const credential = new ClientSecretCredential(tenant, clientId, secretShown, authority);
  const cloud = { endpoint, credentialScopes: [`${endpoint}/.default`] };
  return {
    compute: new ComputeManagementClient(credential, subscription, cloud),
    locks: new ManagementLockClient(credential, subscription, cloud).managementLocks,
  };
};
const { compute, locks } = clientOf(secret);
const { galleries, galleryImages, galleryImageVersions: versions, softDeletedResource } = compute;

const group = "images";
const location = "westeurope";
const image = [group, "kept", "ubuntu"];
const locked = [group, "Microsoft.Compute", "galleries/kept/images/ubuntu", "versions", "1.0.0"];

async function all(pager) {
  const items = [];
  for await (const one of pager) items.push(one);
  return items;
}

async function refusal(call) {
  try {
    await call();
  } catch (error) {
    return { name: error.name, code: error.code, statusCode: error.statusCode, message: error.message };
  }
  throw new Error("this was to be refused");
}

const names = async (pager) => (await all(pager)).map((one) => one.name);
const saw = {};

await galleries.createOrUpdate(group, "kept", { location, softDeletePolicy: { isSoftDeleteEnabled: true } });
await galleryImages.createOrUpdate(...image, {
  location,
  osType: "Linux",
  osState: "Generalized",
  identifier: { publisher: "contoso", offer: "kept", sku: "22" },
});
const create = (name, safetyProfile) =>
  versions.createOrUpdate(...image, name, {
    location,
    publishingProfile: { targetRegions: [{ name: location }], endOfLifeDate: new Date("2099-01-01T00:00:00Z") },
    storageProfile: { source: { id: source } },
    safetyProfile,
  });
await create("1.0.0");
saw.endOfLife = (await versions.get(...image, "1.0.0")).publishingProfile.endOfLifeDate;

await locks.createOrUpdateAtResourceLevel(...locked, "released", { level: "CanNotDelete", notes: "in use" });
saw.locks = (await all(locks.listAtResourceLevel(...locked))).map(({ name, level, notes }) => ({ name, level, notes }));
saw.locked = await refusal(() => versions.delete(...image, "1.0.0"));
await locks.deleteAtResourceLevel(...locked, "released");

await versions.delete(...image, "1.0.0");
saw.listed = await names(versions.listByGalleryImage(...image));
saw.bin = await names(softDeletedResource.listByArtifactName(group, "kept", "Images", "ubuntu"));
saw.parent = await refusal(() => galleryImages.delete(...image));
saw.restored = (await versions.update(...image, "1.0.0", { restore: true })).provisioningState;
saw.listedAgain = await names(versions.listByGalleryImage(...image));

await create("2.0.0", { blockDeletionBeforeEndOfLife: true });
saw.blocked = await refusal(() => versions.delete(...image, "2.0.0"));
saw.stranger = await refusal(() => all(clientOf("wrong-one").compute.galleries.list()));
console.log(JSON.stringify(saw));
