export * from "./autoconfig-file.ts";
export * from "./discover-mailbox.ts";
export * from "./mail-candidate.ts";
export * from "./mail-dns.ts";
export * from "./mailbox-halves.ts";
export * from "./mailbox-test.ts";
export type { TlsFacts } from "./probe-server.ts";
export * from "./provider-presets.ts";
export * from "./test-mailbox.ts";
