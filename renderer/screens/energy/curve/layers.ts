/** What is drawn over the readings, each switched by itself. */
export const LAYERS = ["beside", "flows", "contracts", "signals", "forecast", "price", "patterns"] as const;
export type Layer = (typeof LAYERS)[number];
export type Layers = ReadonlySet<Layer>;
/** At the start; patterns also where the system asks for more contrast. */
export const firstLayers = (contrast: boolean): Layers =>
  new Set<Layer>(["beside", "flows", "contracts", "forecast", ...(contrast ? (["patterns"] as const) : [])]);
export const toggled = (layers: Layers, layer: Layer): Layers =>
  new Set(LAYERS.filter((one) => (one === layer ? !layers.has(one) : layers.has(one))));
