// All that a program written with the official SDK can see of the galleries in a subscription, as one JSON object.
//
//   node image_view.mjs ENDPOINT TENANT CLIENT_ID CLIENT_SECRET SUBSCRIPTION

import { ComputeManagementClient } from "@azure/arm-compute";
import { ClientSecretCredential } from "@azure/identity";

const [endpoint, tenant, clientId, secret, subscription] = process.argv.slice(2);
const credential = new ClientSecretCredential(tenant, clientId, secret, {
  authorityHost: endpoint,
  disableInstanceDiscovery: true,
});
const compute = new ComputeManagementClient(credential, subscription, {
  endpoint,
  credentialScopes: [`${endpoint}/.default`],
});
const view = { galleries: [], image_definitions: [], image_versions: [], pages: [] };

for await (const gallery of compute.galleries.list()) {
  const above = [gallery.id.split("/")[4], gallery.name];
  view.galleries.push(await compute.galleries.get(...above));
  for await (const definition of compute.galleryImages.listByGallery(...above)) {
    view.image_definitions.push(definition);
    const versions = compute.galleryImageVersions.listByGalleryImage(...above, definition.name);
    for await (const page of versions.byPage()) {
      view.pages.push(page.length);
      const read = ({ name }) =>
        compute.galleryImageVersions.get(...above, definition.name, name, { expand: "ReplicationStatus" });
      view.image_versions.push(...(await Promise.all(page.map(read))));
    }
  }
}
console.log(JSON.stringify(view));
