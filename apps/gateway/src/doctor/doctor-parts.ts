import { tmpdir } from "node:os";
import { join } from "node:path";
import { readRedis } from "@circuito/bus";
import type { LocalBrowser } from "@circuito/connector";
import type { RedisReading, Signer } from "@circuito/domain";
import type { Database, MediaStore, ServerReading, StoredInbox } from "@circuito/store";
import type { Config, Secrets } from "../config/config.ts";
import type { Sealer } from "../secrets/seal.ts";

/** What of its settings and its machine the doctor looks at; its secrets stay inside. */
export interface DoctorMeans {
  readonly publicUrl: string;
  readonly isEmbedded: boolean;
  /** Asks Redis how it is set; absent where PostgreSQL carries the jobs. */
  readonly readRedis: (() => Promise<RedisReading>) | undefined;
  /** Where this process writes. */
  readonly folders: readonly string[];
  readonly backupPath: string | undefined;
  /** `elsewhere`: this process has no paired phones. */
  readonly browser: LocalBrowser | "elsewhere" | "missing";
}

export interface DoctorParts extends DoctorMeans {
  /** Absent where it cannot be had: that is a finding, and the rest is looked at all the same. */
  readonly database: Database | undefined;
  readonly sealer: Sealer;
  readonly media: MediaStore;
  readonly mayReach: (ipAddress: string) => boolean;
  readonly signer: Signer;
  /** What this installation answers when it is asked who it is. */
  readonly prove: (nonce: string) => string;
  /** By the fleet's clock, ms since epoch. */
  readonly now: () => number;
  /** By this machine's own. */
  readonly machineNow: () => number;
}

/** One look at everything: what several checks need is read once. */
export interface DoctorRun extends DoctorParts {
  /** None where the database is away. */
  readonly inboxes: readonly StoredInbox[];
  /** What the database's server says of itself. Rejects where it does not. */
  readonly server: () => Promise<ServerReading>;
}

export function doctorMeans(config: Config, secrets: Secrets): DoctorMeans {
  const { dataDir, roles, channels } = config;
  const isEmbedded = config.database === "embedded";
  const hasPhones = roles.includes("connectors") && channels.includes("whatsapp");
  const { redisUrl } = secrets;
  return {
    publicUrl: config.publicUrl,
    isEmbedded,
    readRedis: redisUrl === undefined ? undefined : () => readRedis(redisUrl),
    folders: [
      // Files on their way to a bucket wait where temporary files do.
      secrets.bucket ? tmpdir() : join(dataDir, "media"),
      ...(isEmbedded ? [dataDir] : []),
      ...(hasPhones && config.browser ? [join(dataDir, "inboxes")] : []),
    ],
    backupPath: config.backupPath,
    browser: hasPhones ? (config.browser ?? "missing") : "elsewhere",
  };
}
