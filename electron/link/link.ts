/** The link lives in shared/link, because the node's utility process speaks it too; electron code imports it from here. */
export * from "../../shared/link/link.ts";
