import { type Finding, found } from "./finding.ts";

/** docs/operators.md: what this version is tried with. */
const POSTGRES_MAJOR_MIN = 15;
/** BullMQ's own floor (docs.bullmq.io, "Connections"). */
const REDIS_MIN = [6, 2] as const;
/** From here on one more process may find no connection. */
const CONNECTIONS_FEW = 0.8;
const CONNECTIONS_OUT = 0.95;
/** With `noeviction` a full Redis refuses jobs. */
const REDIS_MEMORY_FULL = 0.8;

export interface DatabaseReading {
  /** `server_version_num`: 180004. */
  readonly version: number;
  readonly fsync: boolean;
  readonly fullPageWrites: boolean;
  /** As this process's own connections have it. */
  readonly synchronousCommit: string;
  readonly connectionsMax: number;
  readonly connectionsUsed: number;
}

/** Commits that wait for the disk of this server at least. */
const WAITS_FOR_DISK: ReadonlySet<string> = new Set([
  "on",
  "local",
  "remote_write",
  "remote_apply",
]);

export function judgeDatabase(reading: DatabaseReading): Finding {
  const major = Math.floor(reading.version / 10_000);
  if (major < POSTGRES_MAJOR_MIN) {
    return found("database-old", { version: major, needed: POSTGRES_MAJOR_MIN });
  }
  const unsafe = [
    ...(reading.fsync ? [] : ["fsync"]),
    ...(reading.fullPageWrites ? [] : ["full_page_writes"]),
    ...(WAITS_FOR_DISK.has(reading.synchronousCommit) ? [] : ["synchronous_commit"]),
  ];
  if (unsafe.length > 0) return found("database-unsafe", { settings: unsafe.join(", ") });
  return found("database-good", { version: major });
}

export function judgeConnections(
  reading: Pick<DatabaseReading, "connectionsMax" | "connectionsUsed">,
): Finding {
  const { connectionsMax: max, connectionsUsed: used } = reading;
  const share = used / max;
  if (share >= CONNECTIONS_OUT) return found("connections-out", { used, max });
  return found(share >= CONNECTIONS_FEW ? "connections-few" : "connections-enough", { used, max });
}

export interface RedisReading {
  /** `7.0.15`, as the server says it; forks say which Redis they are like. */
  readonly version: string;
  /** `undefined`: it does not say. */
  readonly policy: string | undefined;
  readonly usedBytes: number;
  /** 0: no limit. */
  readonly maxBytes: number;
}

export function judgeRedis(reading: RedisReading): Finding {
  const { version, policy, usedBytes, maxBytes } = reading;
  if (policy !== "noeviction") return found("redis-evicts", { policy: policy ?? "?" });
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [majorMin, minorMin] = REDIS_MIN;
  if (major < majorMin || (major === majorMin && minor < minorMin)) {
    return found("redis-old", { version, needed: REDIS_MIN.join(".") });
  }
  const share = maxBytes > 0 ? usedBytes / maxBytes : 0;
  if (share >= REDIS_MEMORY_FULL) return found("redis-full", { percent: Math.round(share * 100) });
  return found("redis-good", { version });
}
