/** Names of the channels, shared by the door and the preloads; no page ever chooses one. */
export const callChannel = (method: string): string => `wattlight:${method}`;
export const CHANGED = "wattlight:changed";
