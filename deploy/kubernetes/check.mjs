// Holds rendered manifests (on standard input) against the schemas of Kubernetes, KEDA and Prometheus' operator, which
// must be installed beside: npm install --no-package-lock
// Strimzi's schemas are on no registry: of its resources only the form is looked at.
import {createRequire} from "node:module";
import {existsSync, readFileSync} from "node:fs";
import {dirname} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(here + "/");
const {loadAll} = require("js-yaml");
const packages = {"keda.sh": "@kubernetes-models/keda", "monitoring.coreos.com": "@kubernetes-models/prometheus-operator"};
const unchecked = ["kafka.strimzi.io"];

// The class for "apps/v1" StatefulSet. Core's group has no name in apiVersion; an operator's may stand in its path.
async function modelOf({apiVersion, kind}) {
  const [version, group = ""] = apiVersion.split("/").reverse();
  const folder = `${here}/node_modules/${packages[group] ?? "kubernetes-models"}`;
  const file = [[group, version], [version]].map((path) => [folder, ...path.filter(Boolean), `${kind}.js`].join("/")).find(existsSync);
  if (!file) throw new Error(`no schema of ${apiVersion} ${kind}`);
  const module = await import(pathToFileURL(file));
  return module[kind] ?? module.default[kind];
}

let wrong = 0, checked = 0;
for (const manifest of loadAll(readFileSync(0, "utf8"))) {
  if (!manifest) continue;
  const name = `${manifest.kind} ${manifest.metadata.name}`;
  if (unchecked.includes(manifest.apiVersion.split("/")[0])) continue;
  try {
    new (await modelOf(manifest))(manifest).validate();
    checked++;
  } catch (error) {
    wrong++;
    console.error(`${name}: ${error.message}`);
  }
}
console.log(`${checked} resources are well-formed, ${wrong} are not`);
process.exit(wrong || !checked ? 1 : 0);
