import type { Bus } from "@circuito/bus";
import type { Database, TombstoneSeal } from "@circuito/store";
import type { AskLinks } from "../asks/ask-links.ts";
import type { Config } from "../config/config.ts";
import type { DoctorMeans } from "../doctor/doctor-parts.ts";
import type { createHealthDoor } from "../http/health.ts";
import type { HttpServer } from "../http/server.ts";
import type { CustomerFeed } from "../inboxes/customer-feed.ts";
import type { Inboxes } from "../inboxes/inboxes.ts";
import type { OpenParts } from "../inboxes/open-connector.ts";
import type { Log } from "../log/log.ts";
import type { MediaUrls } from "../media/media-urls.ts";
import type { SoundMeter } from "../media/sound-meter.ts";
import type { ProcessWork } from "../metrics/metrics.ts";
import type { OwnMail } from "../own-mail/own-mail.ts";
import type { WebhookReach } from "../reach/webhook-reach.ts";
import type { Sealer } from "../secrets/seal.ts";
import type { DemoInboxIds } from "../seed/demo-inboxes.ts";
import type { DemoMail } from "./demo-mail.ts";

/** What every role may use: made once per process, given by hand. */
export interface Parts {
  readonly config: Config;
  readonly database: Database;
  readonly bus: Bus;
  readonly inboxes: Inboxes;
  /** What a connector is opened with; leased ones are opened anew for every hold. */
  readonly openParts: OpenParts;
  readonly customerFeed: CustomerFeed;
  /** Signs the addresses of files, and knows them again. */
  readonly mediaUrls: MediaUrls;
  /** Measures recordings, one after the other. */
  readonly sounds: SoundMeter;
  /** Makes the addresses where customers answer what they are asked, and knows them again. */
  readonly askLinks: AskLinks;
  readonly sealer: Sealer;
  /** Where programs are that are told of what happens. */
  readonly webhooks: WebhookReach;
  /** What the installation tells people by itself leaves through it. */
  readonly ownMail: OwnMail;
  readonly secretKey: Uint8Array;
  /** By which what was erased is known when it comes again. */
  readonly tombstones: TombstoneSeal;
  /** Told of the work of this process; absent where nobody reads numbers. */
  readonly measure: ProcessWork | undefined;
  /** What a doctor of this process looks at. */
  readonly doctor: DoctorMeans;
  readonly demo: DemoInboxIds | undefined;
  /** In a demo whose process does all of it. */
  readonly demoMail: DemoMail | undefined;
  readonly http: HttpServer;
  readonly health: ReturnType<typeof createHealthDoor>;
  /** Names this process among all of the fleet, and no later one of the same machine. */
  readonly processName: string;
  /** Ends the process for its supervisor to start it again; absent where nobody would. */
  readonly fail: ((because: string) => void) | undefined;
  readonly newId: () => string;
  readonly now: () => number;
  readonly log: Log;
}
