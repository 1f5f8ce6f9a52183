import type { MediaStore } from "@circuito/store";
import { readConfig } from "../config/config.ts";
import { createLog } from "../log/log.ts";
import type { OpenStore } from "../start/open-store.ts";
import type { Terminal } from "./terminal.ts";
import { withStore } from "./with-store.ts";

/** As {@link withStore}, for a command that reads files too. */
export function withMedia<Result>(
  terminal: Terminal,
  work: (store: OpenStore, media: MediaStore) => Promise<Result>,
): Promise<Result> {
  return withStore(terminal, async (store, config) => {
    const log = createLog({
      ...{ level: "warn", secrets: [], readable: true },
      write: (line) => terminal.err(line),
    });
    // Only who reads files needs a client of buckets.
    const { openMedia } = await import("../start/open-media.ts");
    const { secrets } = readConfig(terminal.env);
    return work(store, await openMedia(config, secrets, log));
  });
}
