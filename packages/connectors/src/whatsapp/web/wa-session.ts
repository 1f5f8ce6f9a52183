/**
 * What the gateway and the process with the browser say to each other: plain data only, so that the
 * logic on this side can be tested against a script instead of a browser.
 */

/** One message of the page, as the library hands it out; read by normalize/raw-message.ts. */
export type RawMessage = unknown;

/** Whose account it is. `wid` is its phone form, `lid` its hidden form. */
export interface WaAccount {
  readonly wid?: string | undefined;
  readonly lid?: string | undefined;
  readonly name?: string | undefined;
}

/** What a session tells, in the order in which it happened. */
export type WaEvent =
  /** The browser runs; its process, so that it can be ended when it answers no more. */
  | { readonly kind: "browser"; readonly pid: number | undefined }
  | { readonly kind: "qr"; readonly value: string }
  | { readonly kind: "code"; readonly value: string }
  | { readonly kind: "authenticated" }
  | { readonly kind: "ready"; readonly account: WaAccount }
  /** The page's connection to WhatsApp. */
  | { readonly kind: "state"; readonly state: string }
  | { readonly kind: "message"; readonly raw: RawMessage }
  /** Its decryption was tried again, and failed for good. */
  | { readonly kind: "undecrypted"; readonly raw: RawMessage }
  | { readonly kind: "ack"; readonly raw: RawMessage; readonly ack: number }
  | {
      readonly kind: "edited";
      readonly raw: RawMessage;
      readonly text: string;
      /** `undefined` when a ciphertext or a caption settled: nobody edited anything (trap 17). */
      readonly before: string | undefined;
    }
  | { readonly kind: "revoked"; readonly raw: RawMessage }
  | { readonly kind: "reaction"; readonly reaction: unknown }
  | { readonly kind: "call"; readonly call: unknown }
  | { readonly kind: "renumbered"; readonly from: string; readonly to: string }
  /** Something that is for nobody of us, by its kind. */
  | { readonly kind: "ignored"; readonly what: string }
  /** The library gave up, or the phone logged us out. */
  | { readonly kind: "disconnected"; readonly reason: string }
  /** The browser, the page or the library broke: there is no session any more. */
  | { readonly kind: "lost"; readonly because: LostBecause; readonly detail: string };

export type LostBecause =
  | "browser-gone"
  | "page-crashed"
  | "library-failed"
  | "could-not-launch"
  /** The process itself ended. */
  | "process-gone";

export interface WaChat {
  readonly wid: string;
  /** Of its newest message, s since epoch. */
  readonly timestamp: number;
}

export interface WaFile {
  readonly path: string;
  readonly mimeType: string;
  readonly fileName: string;
  readonly isVoice: boolean;
}

export type WaDownload =
  | { readonly kind: "file"; readonly path: string; readonly mimeType?: string | undefined }
  /** The page has no such message, or WhatsApp no such file any more. */
  | { readonly kind: "gone" }
  | { readonly kind: "too-large"; readonly sizeBytes: number };

/** What may be asked of a session. Everything may hang: the page is not ours. */
export interface WaCalls {
  readonly state: Call<Record<never, never>, string | undefined>;
  /** Whether the page has synchronized, whatever events it gave. */
  readonly isSynced: Call<Record<never, never>, boolean>;
  /** Says what the page should have said: that it has synchronized (trap 1). */
  readonly announceSynced: Call<Record<never, never>, void>;
  readonly chats: Call<{ readonly since: number }, readonly WaChat[]>;
  /** The newest of a chat, in no order. */
  readonly messages: Call<{ readonly chat: string; readonly limit: number }, readonly RawMessage[]>;
  /**
   * Asks the phone for older messages of a chat than the page has; `false` where the page knows that
   * there are none, and nothing was asked.
   */
  readonly syncHistory: Call<{ readonly chat: string }, boolean>;
  readonly lidAndPhone: Call<
    { readonly wid: string },
    { readonly lid?: string | undefined; readonly phone?: string | undefined }
  >;
  /** Under which id an account has this number; `undefined` when none has it. */
  readonly numberId: Call<{ readonly digits: string }, string | undefined>;
  readonly send: Call<WaSend, RawMessage>;
  readonly message: Call<{ readonly id: string }, RawMessage | undefined>;
  readonly download: Call<
    { readonly id: string; readonly folder: string; readonly sizeMax: number },
    WaDownload
  >;
  readonly typing: Call<{ readonly chat: string }, void>;
  /** Unlinks this device. */
  readonly logOut: Call<Record<never, never>, void>;
  /** Closes the browser so that its profile is whole on disk. */
  readonly close: Call<Record<never, never>, void>;
}

export interface WaSend {
  readonly chat: string;
  readonly text: string;
  readonly file?: WaFile;
  /** Serialized ids under which the page may know the message that is quoted; the first it has. */
  readonly quotes: readonly string[];
  readonly seen: boolean;
}

interface Call<Args, Result> {
  readonly args: Args;
  readonly result: Result;
}

export type WaCallName = keyof WaCalls;

export interface WaSession {
  /**
   * @throws CallRefused, CallFailed, CallTimedOut, CallBrokenOff, and nothing else
   */
  call<Name extends WaCallName>(
    name: Name,
    args: WaCalls[Name]["args"],
    timeoutMs: number,
  ): Promise<WaCalls[Name]["result"]>;
  /** Memory of the process and all its descendants, in bytes. */
  memoryBytes(): Promise<number>;
  /** Ends browser and process, whatever they do. Resolves when both are gone. Twice is fine. */
  kill(): Promise<void>;
}

/** Nothing is known of what became of the call. */
export class CallTimedOut extends Error {
  override readonly name = "CallTimedOut";
}

/** The other side was gone before it was asked: nothing happened. */
export class CallRefused extends Error {
  override readonly name = "CallRefused";
}

/** The page or the library threw. What it had done by then, it does not say. */
export class CallFailed extends Error {
  override readonly name = "CallFailed";
}

/** The other side went away while it was at it: nothing is known of what became of the call. */
export class CallBrokenOff extends Error {
  override readonly name = "CallBrokenOff";
}

export interface LaunchOptions {
  /** Where the profile is kept: whoever reads it has the account. */
  readonly folder: string;
  readonly executablePath: string;
  readonly args: readonly string[];
  readonly acceptsInsecureCerts: boolean;
  /** Digits of the phone that is shown a code to type; absent for a code to scan. */
  readonly pairWithPhone?: string | undefined;
  readonly protocolTimeoutMs: number;
  readonly authTimeoutMs: number;
  readonly takeoverAfterMs: number;
}

export type LaunchSession = (options: LaunchOptions, tell: (event: WaEvent) => void) => WaSession;
