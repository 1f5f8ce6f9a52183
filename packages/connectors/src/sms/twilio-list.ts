import { Buffer } from "node:buffer";
import type { Compared, LookedAt } from "@circuito/connector";
import { z } from "zod";
import { accountPath, askTwilio, type TwilioAccount } from "./ask-twilio.ts";
import type { TwilioSettings } from "./settings.ts";
import { MEDIA_MAX } from "./sms-limits.ts";
import { normalizeTwilio } from "./twilio-normalize.ts";

/** Twilio's list is asked in the background: nobody waits, and it is slow for busy accounts. */
const PAGE_TIMEOUT_MS = 20_000;
const PAGE_SIZE = 200;
/** 20,000 messages in one look; a number that gets more between two looks is no customer service. */
const PAGES_MAX = 100;

const listed = z.looseObject({
  sid: z.string().min(1).max(64),
  from: z.string().nullish(),
  to: z.string().nullish(),
  body: z.string().nullish(),
  direction: z.string(),
  messaging_service_sid: z.string().nullish(),
  num_media: z.coerce.number().int().min(0).catch(0),
  date_sent: z.string().nullish(),
  date_created: z.string().nullish(),
});
type Listed = z.infer<typeof listed>;
const page = z.object({
  messages: z.array(z.unknown()),
  next_page_uri: z.string().nullish(),
});
const mediaList = z.object({
  media_list: z.array(z.looseObject({ uri: z.string(), content_type: z.string().nullish() })),
});

/**
 * Lists what customers wrote to this number or service, and receives what never came by webhook, as if
 * it just had. Source: twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources.
 */
export async function compareTwilio(
  own: TwilioAccount,
  { from, until }: LookedAt,
  signal: AbortSignal,
): Promise<Compared> {
  const { settings, host } = own;
  let seen = 0;
  const missed: Listed[] = [];
  for await (const messages of pagesSince(own, from, signal)) {
    const ours = messages.filter((one) => isOurs(one, settings) && isWithin(one, from, until));
    seen += ours.length;
    const known = await host.known(ours.map(({ sid }) => sid));
    missed.push(...ours.filter(({ sid }) => !known.has(sid)));
  }
  let missing = 0;
  // The list has the newest first; customers are read in the order in which they wrote.
  for (const message of missed.reverse().sort((a, b) => sentAt(a) - sentAt(b))) {
    const raw = Buffer.from(JSON.stringify(message));
    const fields = await asWebhook(own, message, signal);
    const received = await host.receive(normalizeTwilio(fields, raw, settings));
    missing += received.filter(({ outcome }) => outcome === "new").length;
  }
  return { seen, missing };
}

/** Newest first, a page at a time. */
async function* pagesSince(
  own: TwilioAccount,
  from: number,
  signal: AbortSignal,
): AsyncGenerator<readonly Listed[]> {
  const { from: number } = own.settings;
  const query = new URLSearchParams({ PageSize: String(PAGE_SIZE) });
  // Twilio knows days alone; what is older within the first is left out by us.
  query.set("DateSent>", new Date(from).toISOString().slice(0, 10));
  if (number !== undefined) query.set("To", number);
  const list = `${accountPath(own.settings)}/Messages.json`;
  let next: string | undefined = `${list}?${query}`;
  for (let pages = 0; next !== undefined; pages++) {
    if (pages === PAGES_MAX) throw new Error(`more than ${PAGES_MAX * PAGE_SIZE} messages`);
    const { messages, next_page_uri }: z.infer<typeof page> = page.parse(
      await askTwilio(own, next, { timeoutMs: PAGE_TIMEOUT_MS, signal }),
    );
    // One that cannot be read is no reason to lose those beside it.
    yield messages.flatMap((one) => listed.safeParse(one).data ?? []);
    // The log-in goes along: only to the list that was asked.
    next = next_page_uri?.startsWith(list) ? next_page_uri : undefined;
  }
}

function isOurs({ direction, messaging_service_sid }: Listed, settings: TwilioSettings): boolean {
  if (direction !== "inbound") return false;
  // Where there is a number, the list is of it alone.
  return settings.from !== undefined || messaging_service_sid === settings.messagingServiceSid;
}

function isWithin(message: Listed, from: number, until: number): boolean {
  const at = sentAt(message);
  return at >= from && at <= until;
}

/** Ms since epoch, in whole seconds; not a number where Twilio does not say. */
const sentAt = ({ date_sent, date_created }: Listed): number =>
  Date.parse(date_sent ?? date_created ?? "");

/** The fields that the webhook would have had. */
async function asWebhook(
  own: TwilioAccount,
  message: Listed,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const fields = new Map([
    ["AccountSid", own.settings.accountSid],
    ["MessageSid", message.sid],
    ["From", message.from ?? ""],
    ["To", message.to ?? ""],
    ["Body", message.body ?? ""],
  ]);
  if (message.num_media === 0) return fields;
  const path = `${accountPath(own.settings)}/Messages/${message.sid}/Media.json`;
  const { media_list } = mediaList.parse(
    await askTwilio(own, path, { timeoutMs: PAGE_TIMEOUT_MS, signal }),
  );
  for (const [at, { uri, content_type }] of media_list.slice(0, MEDIA_MAX).entries()) {
    fields.set(`MediaUrl${at}`, own.settings.apiBaseUrl + uri.replace(/\.json$/, ""));
    if (content_type) fields.set(`MediaContentType${at}`, content_type);
  }
  return fields;
}
