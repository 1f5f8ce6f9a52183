import type { Address } from "@circuito/domain";
import type { ConnectorDefinition } from "../connector.ts";
import type { SendErrorKind } from "../errors.ts";
import type { WebhookRequest } from "../webhook.ts";
import type { ProviderCall, ProviderConduct } from "./provider-stand-in.ts";

/** What the kit must know of a channel to test it: how its provider speaks. */
export interface ConnectorHarness<Settings> {
  /** As in "sms, Twilio". */
  readonly name: string;
  readonly definition: ConnectorDefinition<Settings>;
  /** As an admin types them, with secrets of their real length. */
  settings(providerUrl: string): Record<string, unknown>;
  readonly webhook?: WebhookHarness;
  readonly socket?: SocketHarness;
  readonly leased?: LeasedHarness;
  /** Absent: nobody can be written to, whatever the address. */
  readonly sending?: SendingHarness;
  /** Given when elements of this configuration may name files that the provider holds. */
  readonly media?: MediaHarness;
}

export interface MediaHarness {
  /** A file's address at the provider, as an element would carry it. */
  url(providerUrl: string): string;
}

export interface Signing {
  readonly now: number;
  readonly webhookUrl: string;
}

export interface WebhookHarness {
  /** Folder of payload files, each beside `<name>.expected.json`: its elements without `raw`. */
  readonly fixtures: string;
  /** The provider's honest request with this body. */
  request(body: Uint8Array, signing: Signing): WebhookRequest;
  /** Requests that somebody else could make, by what is wrong with them. */
  readonly forgeries: Readonly<Record<string, (honest: WebhookRequest) => WebhookRequest>>;
  /** How old a signature may be; `undefined` if the provider's carries no time. */
  readonly staleAfterMs: number | undefined;
  /** The provider's payload when a customer writes. */
  message(words: { readonly id: string; readonly text: string }): Uint8Array;
  /**
   * The parts of an element's raw bytes that stand in the payload as they are, where the connector
   * keeps more than one beside each other; by default it is one part, all of them.
   */
  slices?(raw: Uint8Array): readonly Uint8Array[];
  /** The payload of our own message come back, if the provider can send one. */
  own(): Uint8Array;
  /** The payload of later news, for each status the capabilities claim. */
  receipt(of: string, status: "delivered" | "read"): Uint8Array;
}

export interface SocketHarness {
  readonly handshake: { readonly auth: unknown; readonly origin: string };
  /** The event that says that the customer is in. */
  readonly ready: string;
  /** Names of events the channel knows. */
  readonly events: readonly string[];
  /** Some ids that a client could make, all different. */
  readonly ids: readonly [string, ...string[]];
  /** The event with which a customer writes. */
  message(words: { readonly id: string; readonly text: string }): [event: string, data: unknown];
  accepted(answer: unknown): boolean;
}

export interface LeasedHarness {
  /** Starts a provider on this machine to connect to; its URL goes to `settings`. */
  provider(): Promise<LeasedProvider>;
}

export interface LeasedProvider extends AsyncDisposable {
  readonly url: string;
  /** A customer writes. */
  deliver(words: { readonly id: string; readonly text: string }): Promise<void> | void;
  /** Ends every connection there is, without a word. */
  cut(): void;
  /** From now on nobody is let in. */
  refuseLogins(): void;
}

export interface SendingHarness {
  readonly to: Address;
  /** An address that this channel cannot write to. */
  readonly nowhere: Address;
  /** Whether this configuration carries files, where the channel as such does. */
  readonly carriesMedia: boolean;
  /** What left last, for a channel that carries the bytes themselves and makes no HTTP call. */
  readonly lastSent?: () => string;
  /** Whether the file of a message went along, for a provider that is given the bytes by HTTP. */
  readonly carriedBytes?: (calls: readonly ProviderCall[]) => boolean;
  /** Absent: the channel delivers by the transcript, nobody is called. */
  readonly provider?: {
    /** The provider's answer when it takes the message and calls it so. */
    accepts(externalId: string): ProviderConduct;
    /** The id that receipts carry for a message taken as `externalId`; the provider's by default. */
    receiptId?(externalId: string, messageId: string): string;
    /** What the provider understands of a call. */
    read(call: ProviderCall): { readonly to: string; readonly text: string };
    readonly failures: readonly ProviderFailure[];
  };
}

export interface ProviderFailure {
  /** From the provider's documentation. */
  readonly name: string;
  readonly conduct: ProviderConduct;
  readonly kind: SendErrorKind;
  readonly providerCode?: string;
  readonly afterMs?: number;
}
