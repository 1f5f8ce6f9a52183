import type { Wake } from "@circuito/bus";
import {
  type Database,
  loadRoutingConfiguration,
  type RoutingConfiguration,
} from "@circuito/store";

/** A change that no wake-up told of is seen after this long. */
const MAX_AGE_MS = 5_000;

/** The admin's configuration, read once and again when it changed. */
export interface ConfigurationCache {
  get(): Promise<RoutingConfiguration>;
  close(): void;
}

export function createConfigurationCache(
  database: Database,
  wake: Wake,
  now: () => number,
): ConfigurationCache {
  let loaded: { readonly at: number; readonly value: Promise<RoutingConfiguration> } | undefined;
  const unsubscribe = wake.subscribe("configuration", () => {
    loaded = undefined;
  });
  return {
    get() {
      if (loaded && now() - loaded.at < MAX_AGE_MS) return loaded.value;
      const value = loadRoutingConfiguration(database);
      const entry = { at: now(), value };
      loaded = entry;
      // A failed read is not remembered.
      value.catch(() => {
        if (loaded === entry) loaded = undefined;
      });
      return value;
    },
    close: unsubscribe,
  };
}
