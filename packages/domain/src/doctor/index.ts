export * from "./finding.ts";
export * from "./judge-door.ts";
export * from "./judge-machine.ts";
export * from "./judge-mailbox.ts";
export * from "./judge-servers.ts";
