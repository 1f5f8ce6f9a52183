import type { Readable } from "node:stream";
import type {
  Address,
  Channel,
  ChannelSession,
  ConversationId,
  InboundElement,
  InboxId,
  MessageId,
  MessageTemplate,
  OutboundChat,
  RemoteMedia,
  SessionWish,
  Signer,
  StoredBytes,
} from "@circuito/domain";
import type { z } from "zod";
import type { CustomerSocket } from "./customer-socket.ts";
import type { FolderProgress } from "./folder-progress.ts";
import type { SubmittedForm } from "./submitted-form.ts";
import type { Transcript } from "./transcript.ts";
import type { WebhookRequest, WebhookResponse } from "./webhook.ts";

/** What a channel can carry. The conformance kit tests every claim, and every one not made. */
export interface Capabilities {
  /** Longest text the provider takes in one message, in UTF-16 units; longer is split by the host. */
  readonly textLengthMax: number;
  readonly media: boolean;
  /** Which news about our messages the provider sends. `[]`: `sent` is the last we hear. */
  readonly receipts: readonly ("delivered" | "read")[];
  /**
   * Who may act for an inbox. `leased`: one process of the fleet receives, every one may send (a
   * mailbox). `owned`: one process receives, sends and fetches files (a browser with a session).
   */
  readonly runs: "anywhere" | "leased" | "owned";
  /** Whether `open(...).webhook` takes HTTP requests at `/webhooks/<inboxId>`. */
  readonly webhook: boolean;
  /** Whether `open(...).connected` takes customers' sockets on the `/chat` namespace. */
  readonly socket: boolean;
}

/** A channel's one export: everything the gateway needs to know before an inbox exists. */
export interface ConnectorDefinition<Settings> {
  readonly channel: Channel;
  readonly capabilities: Capabilities;
  /**
   * What differs where a channel has transports of different kinds, by an inbox's settings (the public
   * ones are enough, and may be of an older build). Absent: nothing does.
   */
  capabilitiesOf?(settings: Readonly<Record<string, unknown>>): Partial<Capabilities>;
  /** Parses an inbox's settings, secrets included; the admin sees its issues field by field. */
  readonly settings: z.ZodType<Settings>;
  /** Names of the settings that are secret: sealed in the database, never sent out, redacted. */
  readonly secrets: readonly string[];
  /** What an inbox's memory says to people of what was taken in, and what waits. Absent: nothing. */
  progress?(memory: unknown): readonly FolderProgress[];
  /**
   * For each secret, the settings that say where it, or what it opens, goes and how it is kept from
   * others on the way. A stored secret goes nowhere new: whoever changes one of these types it again.
   */
  readonly secretsGoTo: Readonly<Record<string, readonly string[]>>;
  /**
   * An honest request of the provider's that says nothing: signed as the provider signs, taken, and
   * without any element. With it an installation asks itself whether providers would be heard. Absent,
   * or `undefined` for these settings: nobody calls this inbox.
   * @param at when it is signed, ms since epoch
   */
  sayNothing?(settings: Settings, webhookUrl: string, at: number): WebhookRequest | undefined;
  /** Must not do I/O. Called once per inbox and process, and again after the inbox is edited. */
  open(inbox: OpenInbox<Settings>, host: ConnectorHost): Connector;
}

export interface OpenInbox<Settings> {
  readonly id: InboxId;
  readonly name: string;
  readonly settings: Settings;
  /** Absolute URL that the provider was told to call: signatures cover it. Never from a Host header. */
  readonly webhookUrl: string;
}

/** One inbox on one channel, in the order of its life. */
export interface Connector {
  /**
   * Begins to receive; resolves once connected. Called again, with backoff, after it rejects or
   * `host.disconnected` is called. A connector fed by webhooks or sockets leaves it out.
   * @throws ConnectError — `credentials` stops the retries until the inbox is edited.
   */
  start?(): Promise<void>;

  /**
   * Answers one HTTP request of the provider. Checks the signature on the raw bytes, normalizes,
   * calls `host.receive`, and says 2xx only after that resolved. Never throws for bad input.
   */
  webhook?(request: WebhookRequest): Promise<WebhookResponse>;

  /** A customer's browser connected. Returns at once; the socket lives until it disconnects. */
  connected?(socket: CustomerSocket): void;

  /**
   * Takes what somebody typed into a page of ours. Resolves once it is a committed ledger row; thank
   * them only then. Rejects with StoreUnavailable: nothing was stored.
   */
  submitted?(form: SubmittedForm): Promise<Received["outcome"]>;

  /**
   * Delivers one message, already short enough. May be called again with the same message after a
   * crash: pass `message.id` as idempotency key where the provider takes one.
   * @throws SendError — its `kind` alone decides what follows (router/delivery-policy.ts).
   */
  send(message: OutboundMessage, signal: AbortSignal): Promise<SendReceipt>;

  /**
   * Fetches a file that an element named by its URL. Whoever reads the bytes ends them: breaks off, or
   * reads to the end. A channel whose files come with the payload leaves it out.
   * @throws MediaError — its `kind` alone decides what follows (router/media/media-policy.ts).
   */
  fetchMedia?(file: RemoteMedia, signal: AbortSignal): Promise<FetchedMedia>;

  /**
   * Shows the customer that somebody writes to them. Best effort: what fails is nobody's business.
   * @param newest external id of the newest message of theirs
   */
  typing?(to: Address, newest: string | undefined): Promise<void>;

  /**
   * The texts that may be sent when free words may not.
   * @throws SendError — `credentials` when the provider refuses us, `retry` for everything that passes
   */
  templates?(signal: AbortSignal): Promise<readonly MessageTemplate[]>;

  /** Asks the provider whether the settings work. Sends nothing to anybody; never rejects. */
  check?(signal: AbortSignal): Promise<readonly CheckedStep[]>;

  /**
   * Compares what the provider has from customers with what was taken in, and receives what is missing
   * by the same door. Absent: the provider cannot be asked, or tells by itself what was missed.
   * @throws Error whose message says in the provider's words why there is no answer
   */
  compare?(range: LookedAt, signal: AbortSignal): Promise<Compared>;

  /** An admin asks something of the session. Returns at once; what becomes of it the session says. */
  wish?(wish: SessionWish): void;

  /** Stops receiving and finishes what is in hand, within STOP_TIMEOUT_MS. Twice is fine. */
  stop(): Promise<void>;
}

/** From when to when, ms since epoch: what is newer may still be on its way. */
export interface LookedAt {
  readonly from: number;
  readonly until: number;
}

export interface Compared {
  /** Messages that the provider has. */
  readonly seen: number;
  /** Of those, how many were received only now. */
  readonly missing: number;
}

export interface CheckedStep {
  /** Kebab-case, of a closed list of the channel's. */
  readonly step: string;
  readonly ok: boolean;
  /** What the provider said, or what was found; one line, without secrets. */
  readonly detail: string;
}

/** Long enough for one slow provider call to end, shorter than a container's 30 s grace. */
export const STOP_TIMEOUT_MS = 10_000;

export interface OutboundMessage {
  readonly id: MessageId;
  readonly conversationId: ConversationId;
  readonly to: Address;
  readonly text: string;
  readonly media: readonly OutboundMedia[];
  /** Given on the e-mail channel: who gets it, and what it answers. */
  readonly mail?: OutboundMail;
  /** On chat channels: what it answers, and what is sent in place of free words. */
  readonly chat?: OutboundChat;
  /** External id of the customer's newest message in this conversation, for channels that mark it read. */
  readonly newest?: string;
  /** When it was written, ms since epoch: the same at every attempt. */
  readonly writtenAt: number;
}

/** What a mail needs beside its words. Decided once and stored, so every attempt is the same mail. */
export interface OutboundMail {
  readonly subject: string;
  readonly to: readonly MailRecipient[];
  readonly cc: readonly MailRecipient[];
  /** Ids without brackets; oldest first. */
  readonly inReplyTo: string | undefined;
  readonly references: readonly string[];
  /** Set on what no person wrote: the mail says so (RFC 3834), and bounces go nowhere. */
  readonly automatic: "auto-replied" | "auto-generated" | undefined;
  /** Only these, of all recipients: the others have it already, or never will. */
  readonly only: readonly string[] | undefined;
}

export interface MailRecipient {
  readonly name: string;
  readonly address: string;
}

export interface OutboundMedia {
  /** Signed, short-lived URL that the provider may fetch. */
  readonly url: string;
  readonly mimeType: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  /** One of us spoke it: a voice message where the channel has them. */
  readonly isVoice?: true;
  /** For connectors that carry the bytes themselves. */
  readonly open: () => Promise<Readable>;
}

/** A file on its way from the provider. */
export interface FetchedMedia {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** As announced, when it is: it may be a lie. */
  readonly sizeBytes: number | undefined;
  /** What the provider calls it; what it is, its bytes say. */
  readonly mimeType: string | undefined;
}

export interface SendReceipt {
  /** The id that later receipts carry. */
  readonly externalId: string;
  /** What became of each recipient, when there are several and they may differ. */
  readonly recipients?: readonly RecipientOutcome[];
}

export interface RecipientOutcome {
  readonly address: string;
  /** `deferred`: to be tried again, this one alone. */
  readonly status: "accepted" | "deferred" | "refused";
  /** The server's own words, one line. */
  readonly detail: string;
}

/** What the gateway does for a connector. Shared behaviour lives behind it, once. */
export interface ConnectorHost {
  /**
   * Resolves once every element is a committed ledger row (or known to be one already).
   * Acknowledge to the provider only then. Rejects with StoreUnavailable: answer 503.
   */
  receive(elements: readonly InboundElement[]): Promise<readonly Received[]>;
  /** Which of these external ids are rows of this inbox: for audits of what was taken in. */
  known(externalIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** So many messages were found by looking for them, and received: they had not come by themselves. */
  recovered(messages: number): void;
  /** The connection is gone; `start` will be called again. */
  disconnected(reason: Error): void;
  /** What this inbox must know after a restart: the cursor of a mailbox. */
  readonly memory: ConnectorMemory;
  /**
   * Keeps the successor that a provider gave a secret setting, in its place: what a mailbox was granted is
   * renewed as it is used, and the first one runs out. Nothing happens where an admin has set another since.
   */
  replaceSecret(setting: string, before: string, after: string): Promise<void>;
  /** What a person must see of an owned inbox: a code to scan, an account that was logged out. */
  readonly session: SessionBoard;
  /** What this machine has for an inbox that is owned. */
  readonly local: LocalMeans;
  /** Where files and large payloads go before the element that names them is received. */
  readonly media: ConnectorMedia;
  /** Signs what the connector hands out, and knows it again: reply addresses, Message-IDs. */
  readonly signer: Signer;
  /**
   * Whether a connection of the inbox's own choosing may go to this IP address: an admin must not be
   * able to look around in the network behind us (bad inputs B-79). Ask for the address, not the name.
   */
  mayReach(ipAddress: string): boolean;
  /** What a customer may see of their own conversation, and a live view of it (socket channels). */
  readonly transcript: Transcript;
  /**
   * HTTP to the provider, redacted in the channel log. Redirects are never followed, and the body
   * streams. Rejects with AddressRefused where `mayReach` says no, before anything left us.
   */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly now: () => number;
  readonly newId: () => string;
  readonly log: Log;
}

/** What a session needs of the machine it runs on. */
export interface LocalMeans {
  /**
   * A folder of the inbox's own, mode 0700; empty at first, and again where the inbox came to another
   * machine without its volume.
   */
  readonly folder: string;
  /** Absent where none was named and none was found. */
  readonly browser?: LocalBrowser;
}

export interface LocalBrowser {
  readonly executablePath: string;
  /** Beside the connector's own. Only tests give some. */
  readonly args: readonly string[];
  /** Only ever true in tests. */
  readonly acceptsInsecureCerts: boolean;
}

/** Where an owned inbox says how its session does. */
export interface SessionBoard {
  /**
   * Replaces what was said before. Never rejects: what people see may be late, never in the way.
   */
  say(session: ChannelSession): void;
  /** The newest wish, also one of before a restart; `undefined` when nobody wished anything. */
  wish(): Promise<SessionWish | undefined>;
}

/** Bytes kept under their SHA-256. */
export interface ConnectorMedia {
  /**
   * Resolves once the bytes would survive a loss of power.
   * @throws StoreUnavailable when nothing was stored
   */
  put(bytes: AsyncIterable<Uint8Array> | Uint8Array): Promise<StoredBytes>;
  open(sha256: string): Promise<Readable>;
}

/** Small JSON state of one inbox. Written by whoever holds its lease, and by nobody else. */
export interface ConnectorMemory {
  /** `undefined` before the first `set`. Parse it: an older build may have written it. */
  get(): Promise<unknown>;
  /**
   * Resolves once committed. Overwrites the whole state.
   * @throws StoreUnavailable when nothing was stored: the old state holds
   */
  set(state: unknown): Promise<void>;
}

export interface Received {
  readonly externalId: string;
  /** `collision`: the same sender-made id with other content, kept beside the first and flagged. */
  readonly outcome: "new" | "duplicate" | "collision";
}

/** Facts as fields, never bodies or secrets. */
export interface Log {
  info(fact: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(fact: string, fields?: Readonly<Record<string, unknown>>): void;
  error(fact: string, fields?: Readonly<Record<string, unknown>>): void;
}
