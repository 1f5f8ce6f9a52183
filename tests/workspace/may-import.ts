/**
 * Who may import whom: data flow one way, imports the other.
 */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "packages/domain": [],
  "packages/faults": [],
  "packages/protocol": ["domain"],
  "packages/connector": ["domain", "faults"],
  "packages/connectors": ["domain", "connector", "faults"],
  "packages/store": ["domain", "faults"],
  "packages/bus": ["domain"],
  "packages/router": ["domain", "store", "bus", "connector", "faults"],
  "packages/desk": ["domain", "store", "bus", "faults"],
  "packages/embedded": [],
  "packages/lab": ["protocol", "connector", "faults"],
  "packages/realtime": ["protocol"],
  "packages/ui": [],
  "apps/gateway": ["*"],
  "apps/console": ["protocol", "realtime", "ui"],
  "apps/widget": ["protocol", "realtime"],
};
