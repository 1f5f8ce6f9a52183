import { tsImport } from "tsx/esm/api";

/** Jest runs this once, before any worker: they inherit the environment it fills. */
export default async function globalSetup() {
  const { startServers } = await tsImport("./start-servers.ts", import.meta.url);
  globalThis.circuitoTestServers = await startServers();
}
