/**
 * electron-store brings a validator of JSON schemas, a third of the main process's code, for callers that give it a schema. We give
 * none (settings.ts reads what it finds with zod), so what would compile one stands in its place and says so.
 */
export class Ajv2020 {
  constructor() {
    throw new Error("settings are given no JSON schema: its validator is not in the bundle");
  }
}

export default Ajv2020;
