import fc from "fast-check";
import {
  CHECK_STATUSES,
  type CheckStatus,
  type Finding,
  type FindingCode,
  judgeAddress,
  judgeBackups,
  judgeBrowser,
  judgeCertificate,
  judgeClock,
  judgeConnections,
  judgeDatabase,
  judgeDisk,
  judgeMailbox,
  judgeRedis,
  judgeSocket,
  judgeWebhook,
  type MailboxStepReading,
  worstOf,
} from "./index.ts";

const NOW = Date.UTC(2026, 10, 27);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const GIB = 1024 ** 3;
const ADDRESS = "https://support.example.com";

const shown = (days: number, distrust?: string) =>
  judgeCertificate(
    { kind: "shown", validTo: NOW + days * DAY, issuer: "R11", ...(distrust && { distrust }) },
    NOW,
  );
const server = (change: Partial<Parameters<typeof judgeDatabase>[0]> = {}) => ({
  version: 180_004,
  fsync: true,
  fullPageWrites: true,
  synchronousCommit: "on",
  connectionsMax: 200,
  connectionsUsed: 20,
  ...change,
});
const redis = (change: Partial<Parameters<typeof judgeRedis>[0]> = {}) =>
  judgeRedis({ version: "7.0.15", policy: "noeviction", usedBytes: 1, maxBytes: 0, ...change });
const disk = (freeBytes: number) =>
  judgeDisk("/data", { kind: "room", freeBytes, totalBytes: 100 * GIB });
const backup = (ageMs: number) => judgeBackups({ kind: "newest", at: NOW - ageMs }, NOW);
const clock = (...ahead: number[]) =>
  judgeClock(ahead.map((aheadMs, index) => ({ of: `clock ${index}`, aheadMs })));
const step = (change: Partial<MailboxStepReading>): MailboxStepReading => ({
  step: "imap-login",
  status: "ok",
  hint: null,
  words: null,
  ...change,
});
const webhook = (status: number) => judgeWebhook({ kind: "answered", status, ms: 12.4 });

test.each<[FindingCode, string, Finding]>([
  [
    "address-answers",
    "our own answer",
    judgeAddress(ADDRESS, { kind: "answered", status: 200, isOurs: true }),
  ],
  [
    "address-of-another",
    "somebody else's answer",
    judgeAddress(ADDRESS, { kind: "answered", status: 200, isOurs: false }),
  ],
  [
    "address-unreachable",
    "no answer",
    judgeAddress(ADDRESS, { kind: "failed", code: "ECONNREFUSED" }),
  ],
  ["sockets-work", "an echo", judgeSocket(ADDRESS, { kind: "answered", ms: 3.2 })],
  [
    "sockets-refused",
    "a proxy that answers the upgrade as a page",
    judgeSocket(ADDRESS, { kind: "refused", status: 400 }),
  ],
  ["sockets-silent", "a proxy that holds frames back", judgeSocket(ADDRESS, { kind: "silent" })],
  [
    "sockets-unreachable",
    "no connection",
    judgeSocket(ADDRESS, { kind: "failed", code: "ENOTFOUND" }),
  ],
  ["certificate-none", "plain http", judgeCertificate({ kind: "plain" }, NOW)],
  [
    "certificate-unreachable",
    "no handshake",
    judgeCertificate({ kind: "failed", code: "ECONNRESET" }, NOW),
  ],
  ["certificate-good", "two weeks left", shown(14)],
  ["certificate-ends-soon", "less than two weeks left", shown(13.9)],
  ["certificate-ended", "an end that was yesterday", shown(-1)],
  ["certificate-ended", "an end that is now", shown(0)],
  [
    "certificate-untrusted",
    "a certificate that nobody vouches for",
    shown(90, "DEPTH_ZERO_SELF_SIGNED_CERT"),
  ],
  ["webhook-works", "204", webhook(204)],
  ["webhook-signature", "403", webhook(403)],
  ["webhook-signature", "401", webhook(401)],
  ["webhook-not-here", "404", webhook(404)],
  ["webhook-refused", "a redirect", webhook(301)],
  ["webhook-refused", "a gateway time-out", webhook(504)],
  ["webhook-unreachable", "no answer", judgeWebhook({ kind: "failed", code: "ETIMEDOUT" })],
  ["mailbox-works", "every step", judgeMailbox([step({}), step({ step: "receive" })])],
  [
    "mailbox-fails",
    "a step that failed",
    judgeMailbox([step({ status: "failed", hint: "wrong-password" })]),
  ],
  ["mailbox-asks", "no IDLE", judgeMailbox([step({ step: "imap-idle", hint: "idle-missing" })])],
  [
    "mailbox-junk",
    "the junk folder",
    judgeMailbox([step({ hint: "idle-missing" }), step({ hint: "in-junk-folder" })]),
  ],
  ["database-good", "version 15", judgeDatabase(server({ version: 150_000 }))],
  ["database-old", "version 14", judgeDatabase(server({ version: 140_099 }))],
  ["database-unsafe", "fsync off", judgeDatabase(server({ fsync: false }))],
  ["database-unsafe", "half pages", judgeDatabase(server({ fullPageWrites: false }))],
  [
    "database-unsafe",
    "commits that wait for nothing",
    judgeDatabase(server({ synchronousCommit: "off" })),
  ],
  [
    "database-good",
    "commits that wait for a replica",
    judgeDatabase(server({ synchronousCommit: "remote_apply" })),
  ],
  ["connections-enough", "79 %", judgeConnections(server({ connectionsUsed: 158 }))],
  ["connections-few", "80 %", judgeConnections(server({ connectionsUsed: 160 }))],
  ["connections-out", "95 %", judgeConnections(server({ connectionsUsed: 190 }))],
  ["redis-good", "6.2", redis({ version: "6.2.0" })],
  ["redis-old", "6.0", redis({ version: "6.0.16" })],
  ["redis-old", "no version at all", redis({ version: "" })],
  ["redis-evicts", "allkeys-lru", redis({ policy: "allkeys-lru" })],
  ["redis-evicts", "a policy that is not said", redis({ policy: undefined })],
  ["redis-full", "80 % of its memory", redis({ usedBytes: 80, maxBytes: 100 })],
  ["clock-alone", "nothing to compare with", clock()],
  ["clock-right", "a second", clock(-1_000, 400)],
  ["clock-off", "five seconds behind", clock(-5_000)],
  ["clock-wrong", "two minutes ahead, of one of two", clock(0, 120_000)],
  ["disk-enough", "2 GiB", disk(2 * GIB)],
  ["disk-low", "less than 2 GiB", disk(2 * GIB - 1)],
  ["disk-full", "less than half a GiB", disk(GIB / 2 - 1)],
  [
    "disk-closed",
    "a folder that is read-only",
    judgeDisk("/data", { kind: "closed", code: "EROFS" }),
  ],
  ["backups-unknown", "no setting", judgeBackups({ kind: "unknown" }, NOW)],
  ["backups-none", "an empty folder", judgeBackups({ kind: "none", path: "/backups" }, NOW)],
  ["backups-fresh", "26 hours", backup(26 * HOUR)],
  ["backups-fresh", "a file of tomorrow", backup(-DAY)],
  ["backups-old", "27 hours", backup(27 * HOUR)],
  ["backups-stale", "eight days", backup(8 * DAY)],
  ["browser-unused", "no paired phone", judgeBrowser({ kind: "unused" })],
  ["browser-elsewhere", "another process", judgeBrowser({ kind: "elsewhere" })],
  ["browser-missing", "no browser", judgeBrowser({ kind: "missing" })],
  ["browser-fails", "one that does not start", judgeBrowser({ kind: "failed", code: "ENOENT" })],
  ["browser-starts", "one that starts", judgeBrowser({ kind: "started", version: "147" })],
])("%s: %s", (because, _, finding) => {
  expect(finding.because).toBe(because);
});

test("the first step that failed is the one that is told, with what the server said", () => {
  const finding = judgeMailbox([
    step({ step: "imap-dns" }),
    step({ step: "imap-tcp", status: "failed", hint: "time-out" }),
    step({ step: "smtp-login", status: "failed", hint: "wrong-password", words: "535 no" }),
  ]);
  expect(finding.facts).toEqual({ step: "imap-tcp", hint: "time-out" });
});

test("the worst of all says how an installation does, in whatever order they come", () => {
  expect(worstOf([])).toBe("ok");
  const statuses = fc.array(fc.constantFrom<CheckStatus>(...CHECK_STATUSES));
  fc.assert(
    fc.property(statuses, (found) => {
      const worst = worstOf(found);
      expect(worstOf([...found].reverse())).toBe(worst);
      if (found.length > 0) expect(found).toContain(worst);
      for (const one of found) {
        expect(CHECK_STATUSES.indexOf(worst)).toBeGreaterThanOrEqual(CHECK_STATUSES.indexOf(one));
      }
    }),
    { seed: 8 },
  );
});
