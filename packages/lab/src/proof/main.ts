/** Each proof is a folder; what it takes is loaded when it is asked for. */
const PROOFS: Readonly<
  Record<string, () => Promise<(args: readonly string[]) => Promise<number>>>
> = {
  crash: async () => (await import("./crash/main.ts")).proveCrash,
  chaos: async () => (await import("./chaos/main.ts")).proveChaos,
  "seeded-bugs": async () => (await import("./seeded-bugs/main.ts")).proveSeededBugs,
  overload: async () => (await import("./overload/main.ts")).proveOverload,
  storm: async () => (await import("./storm/main.ts")).proveStorm,
  soak: async () => (await import("./soak/main.ts")).proveSoak,
  powercut: async () => (await import("./powercut/main.ts")).provePowercut,
};

const USAGE = `pnpm proof <what> [--help]

  crash         the gateway is broken at every crash point, and nothing may be lost, doubled or disordered
  chaos         faults drawn from a seed strike servers, cables, providers and clients under load
  seeded-bugs   known bugs are brought into the gateway, and the oracle must find each
  overload      one door gets more than it can take
  storm         all consoles lose their sockets in one moment, and come back
  soak          hours of a steady load, and nothing that it takes may grow without bound
  powercut      the power is cut under load, and nothing that was acknowledged may be lost

The gateway must be built (pnpm build). crash uses DATABASE_URL and REDIS_URL if set, else private servers; the
others break theirs, and always bring their own.
docs/proof.md tells what each verdict means.
`;

const [name = "", ...args] = process.argv.slice(2).filter((arg) => arg !== "--");
const load = Object.hasOwn(PROOFS, name) ? PROOFS[name] : undefined;
if (!load) {
  process.stderr.write(USAGE);
  process.exit(name === "" || name === "--help" ? 0 : 2);
}
process.exit(await (await load())(args));
