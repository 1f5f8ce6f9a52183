import { tellServer } from "./server.ts";

const modules = new Map<string, object>();

/** Adds modules by the names that WhatsApp gives them. */
export function define(some: Readonly<Record<string, object>>): void {
  for (const [name, module] of Object.entries(some)) modules.set(name, module);
}

/** @throws for a module that is not there, which the server is told: the library wanted more than we have */
export function requireModule(name: string): object {
  const module = modules.get(name);
  if (module) return module;
  tellServer({ kind: "unknown-module", name });
  throw new Error(`Requiring unknown module "${name}"`);
}
