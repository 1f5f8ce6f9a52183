import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { LocalMeans } from "@circuito/connector";
import type { InboxId } from "@circuito/domain";
import type { Config } from "../config/config.ts";

/** Whoever reads a session's folder has the account: nobody but us. */
const PRIVATE = 0o700;

/** What this machine has for an owned inbox. Its folder is made when it is first asked for. */
export function localMeansOf(config: Pick<Config, "dataDir" | "browser">) {
  return (inbox: InboxId): LocalMeans => ({
    get folder() {
      const folder = join(config.dataDir, "inboxes", inbox);
      mkdirSync(folder, { recursive: true, mode: PRIVATE });
      return folder;
    },
    ...(config.browser && { browser: config.browser }),
  });
}
