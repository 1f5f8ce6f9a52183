import { z } from "zod";
import { sessionView } from "../channel-session.ts";
import { id, instant } from "./told.ts";

/** How the connection of an inbox does that one process of the fleet keeps. */
export const inboxConnection = z.object({
  status: z.enum(["connecting", "connected", "trouble"]),
  since: instant,
  /** Set in trouble; `credentials` waits for a person. */
  kind: z.enum(["credentials", "transient"]).optional(),
  reason: z.string().optional(),
  retryAt: instant.optional(),
});

/** How far a folder of an inbox is taken in. */
export const folderProgress = z.object({
  folder: z.string(),
  taken: z.int(),
  waiting: z.int(),
  parked: z.int(),
  vanished: z.int(),
  /** Not to be had for now; looked for again later. */
  setAside: z.int(),
  lookedAt: instant,
});

export const inboxView = z.object({
  id,
  name: z.string(),
  channel: z.string(),
  provider: z.string(),
  enabled: z.boolean(),
  /** Whether customers are told the protocol number in words, once a conversation. */
  tellsProtocol: z.boolean(),
  webhookUrl: z.string().nullable(),
  /** Of a chat on a site, for admins: the script that the site's pages load. */
  widgetUrl: z.string().optional(),
  /** Of a contact form, for admins: where customers fill it in. */
  formUrl: z.string().optional(),
  /** Public settings only: secrets never leave. */
  settings: z.record(z.string(), z.unknown()),
  /** Absent for channels that come to us by webhook or socket. */
  connection: inboxConnection.optional(),
  /** Only of channels with a session that a person has to open. */
  session: sessionView.optional(),
  /** Only of channels that are read folder by folder, once somebody looked. */
  progress: z.array(folderProgress).optional(),
});
export type InboxView = z.infer<typeof inboxView>;
