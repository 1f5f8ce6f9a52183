/** Stops what the set-up of this run started, and nothing else. */
export default async function globalTeardown() {
  await globalThis.circuitoTestServers?.stop();
}
