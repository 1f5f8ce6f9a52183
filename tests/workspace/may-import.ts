/**
 * Who may import whom: data flow one way, imports the other.
 */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "packages/domain": [],
  "packages/protocol": ["domain"],
  "packages/connector": ["domain"],
  "packages/connectors": ["domain", "connector"],
  "packages/store": ["domain"],
  "packages/bus": ["domain"],
  "packages/router": ["domain", "store", "bus", "connector"],
  "packages/desk": ["domain", "store", "bus"],
  "packages/embedded": [],
  "packages/lab": ["protocol", "connector"],
  "packages/realtime": ["protocol"],
  "packages/ui": [],
  "apps/gateway": ["*"],
  "apps/console": ["protocol", "realtime", "ui"],
  "apps/widget": ["protocol", "realtime"],
};
