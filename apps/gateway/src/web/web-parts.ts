import type { FailedJobs } from "@circuito/bus";
import type { Connector } from "@circuito/connector";
import type { Desk } from "@circuito/desk";
import type { Signer } from "@circuito/domain";
import type { Database, MediaStore, TombstoneSeal } from "@circuito/store";
import type { DoctorParts } from "../doctor/doctor-parts.ts";
import type { DemoCatcher } from "../inboxes/reach-of-inbox.ts";
import type { Log } from "../log/log.ts";
import type { MediaUrls } from "../media/media-urls.ts";
import type { SoundMeter } from "../media/sound-meter.ts";
import type { OwnMail } from "../own-mail/own-mail.ts";
import type { WebhookReach } from "../reach/webhook-reach.ts";
import type { Sealer } from "../secrets/seal.ts";
import type { Board } from "./board/board.ts";
import type { KeyRates } from "./key-rates.ts";

/** What the HTTP side of the `web` role is made of. */
export interface WebParts {
  readonly database: Database;
  readonly desk: Desk;
  readonly sealer: Sealer;
  /** By which is known what was erased. */
  readonly tombstones: TombstoneSeal;
  /** How much each API key may ask. */
  readonly keyRates: KeyRates;
  readonly media: MediaStore;
  readonly mediaUrls: MediaUrls;
  readonly sounds: SoundMeter;
  /** Scheme, host and port by which browsers reach us: decides about cookies, never a Host header. */
  readonly publicUrl: string;
  /** A client's address as far as trusted proxies tell. */
  readonly addressOf: (peer: string | undefined, forwardedFor: string | undefined) => string;
  /** What the set-up of a mailbox may reach and sign. */
  readonly mailboxes: {
    readonly mayReach: (ipAddress: string) => boolean;
    /** Of a demo: see `reachOfInbox`. */
    readonly catcher?: DemoCatcher | undefined;
    readonly signer: Signer;
    readonly ispdbUrl: string | undefined;
  };
  /** Where programs are that are told of what happens. */
  readonly webhooks: WebhookReach & {
    /** Says that one may have something due. May fail: a sweeper says it again. */
    readonly look: (webhook: string) => Promise<void>;
  };
  /** What the installation tells people by itself leaves through it. */
  readonly ownMail: OwnMail;
  /** Says that these contact points have unrouted rows. May fail: a sweeper says it again. */
  readonly nudgeInbound: (contactKeys: readonly string[]) => Promise<void>;
  /** Jobs given up after their attempts. */
  readonly failedJobs: FailedJobs;
  /** How things stand, for whoever watches. */
  readonly board: Board;
  /** The open connector of an inbox, for what is asked of its provider; `undefined` if switched off. */
  readonly connectorOf: (inbox: string) => Promise<Connector | undefined>;
  /** Tells every process that the configuration changed. */
  readonly configurationChanged: () => void;
  /** Closes the sockets that rest on a session, on this node at once; others notice by themselves. */
  readonly sessionEnded: (sessionHash: Buffer) => void;
  /** What is looked at when an admin asks how the installation does. */
  readonly doctor: DoctorParts;
  readonly now: () => number;
  readonly newId: () => string;
  readonly log: Log;
  /** Tests check every answer against the schema that clients rely on. */
  readonly checkAnswers?: boolean;
}
