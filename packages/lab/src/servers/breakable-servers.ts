import { z } from "zod";
import { Child } from "../bench/child.ts";

/** The composition root of the tests knows how to find and make them; the lab knows only programs. */
const SERVERS_MODULE = "../../../../tests/setup/breakable-servers.ts";

const user = z.object({ uid: z.int(), gid: z.int() }).optional();
const found = z.object({
  folder: z.string(),
  postgres: z.object({
    program: z.string(),
    clusterDir: z.string(),
    password: z.string(),
    user,
  }),
  redis: z.object({ program: z.string(), folder: z.string(), user }).optional(),
});
export type ServerPlaces = z.infer<typeof found>;
export type PostgresPlace = ServerPlaces["postgres"];
export type RedisPlace = NonNullable<ServerPlaces["redis"]>;

/** An empty cluster and the programs to run it; all that runs in its folder ends with it. */
export async function findServerPlaces(): Promise<ServerPlaces & AsyncDisposable> {
  const [child, said] = await Child.start(SERVERS_MODULE, null);
  return { ...found.parse(said), [Symbol.asyncDispose]: () => child[Symbol.asyncDispose]() };
}
