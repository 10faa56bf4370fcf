/** `node test/conformance/makeVectors.ts`: writes our own light-client cases (vectors.ts) to test/conformance/vectors. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { VECTORS, vectorJson } from "./vectors.ts";

const folder = join(import.meta.dirname, "vectors");
mkdirSync(folder, { recursive: true });
for (const vector of VECTORS) writeFileSync(join(folder, `${vector.name}.json`), vectorJson(vector));
console.log(`${VECTORS.length} files in ${folder}`);
