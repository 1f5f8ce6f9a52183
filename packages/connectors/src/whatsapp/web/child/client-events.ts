import type { EventEmitter } from "node:events";
import type wweb from "whatsapp-web.js";
import type { LostBecause, WaEvent } from "../wa-session.ts";
import { describeError } from "./describe-error.ts";
import { OWN_IDS } from "./page-scripts.ts";
import { plainMessage } from "./plain-message.ts";

/** Ends the subtype of what linked devices are not given: pictures to be seen once, for one. */
const KEPT_BY_PHONE = "_unavailable_fanout";

type Client = InstanceType<typeof wweb.Client>;
type Tell = (event: WaEvent) => void;

/** The library's own name of what it was told by the page; its types do not have it. */
interface WithData {
  readonly _data?: unknown;
}

/** Whatever one listener throws must not keep the others from hearing (trap 20). */
function guarded<Args extends unknown[]>(tell: Tell, listen: (...args: Args) => void) {
  return (...args: Args): void => {
    try {
      listen(...args);
    } catch (error) {
      tell({ kind: "lost", because: "library-failed", detail: describeError(error) });
    }
  };
}

export function rawOf(message: object): Record<string, unknown> {
  const data = "_data" in message ? (message as WithData)._data : undefined;
  return plainMessage(typeof data === "object" && data !== null ? data : message);
}

/** Passes on what the client tells, as it comes. */
export function tellClientEvents(client: Client, tell: Tell): void {
  const emitter: EventEmitter = client;
  const on = emitter.on.bind(emitter);
  on(
    "qr",
    guarded(tell, (value: string) => tell({ kind: "qr", value })),
  );
  on(
    "code",
    guarded(tell, (value: string) => tell({ kind: "code", value })),
  );
  on(
    "authenticated",
    guarded(tell, () => tell({ kind: "authenticated" })),
  );
  on(
    "ready",
    guarded(tell, () => void tellReady(client, tell)),
  );
  on(
    "change_state",
    guarded(tell, (state: unknown) => tell({ kind: "state", state: `${state}` })),
  );
  on(
    "disconnected",
    guarded(tell, (why: unknown) => tell({ kind: "disconnected", reason: `${why}` })),
  );
  on(
    "message_create",
    guarded(tell, (one: object) => tell({ kind: "message", raw: rawOf(one) })),
  );
  on(
    "message_ciphertext_failed",
    guarded(tell, (one: object) => tell({ kind: "undecrypted", raw: rawOf(one) })),
  );
  on(
    "message_ciphertext",
    guarded(tell, (one: object) => {
      const raw = rawOf(one);
      // The phone keeps it for itself; the library waits for no other word, and gives none.
      if (`${raw.subtype}`.endsWith(KEPT_BY_PHONE)) tell({ kind: "undecrypted", raw });
    }),
  );
  on(
    "message_ack",
    guarded(tell, (one: object, ack: unknown) =>
      tell({ kind: "ack", raw: rawOf(one), ack: Number(ack) }),
    ),
  );
  on(
    "message_edit",
    guarded(tell, (one: object, text: unknown, before: unknown) =>
      tell({
        kind: "edited",
        raw: rawOf(one),
        text: typeof text === "string" ? text : "",
        before: typeof before === "string" ? before : undefined,
      }),
    ),
  );
  on(
    "message_revoke_everyone",
    guarded(tell, (one: object) => tell({ kind: "revoked", raw: rawOf(one) })),
  );
  on(
    "message_reaction",
    guarded(tell, (one: object) => tell({ kind: "reaction", reaction: reactionOf(one) })),
  );
  on(
    "call",
    guarded(tell, (one: object) => tell({ kind: "call", call: plainMessage(one) })),
  );
  on(
    "vote_update",
    guarded(tell, () => tell({ kind: "ignored", what: "poll-vote" })),
  );
  on(
    "contact_changed",
    guarded(tell, (_: object, from: unknown, to: unknown, isContact: unknown) => {
      if (isContact === true) tell({ kind: "renumbered", from: `${from}`, to: `${to}` });
    }),
  );
  for (const name of [
    "group_join",
    "group_leave",
    "group_update",
    "group_admin_changed",
    "group_membership_request",
  ]) {
    on(
      name,
      guarded(tell, () => tell({ kind: "ignored", what: "gp2" })),
    );
  }
}

/** Whose account it is, under both of its names: what is quoted says only who wrote it. */
async function tellReady(client: Client, tell: Tell): Promise<void> {
  const name = client.info?.pushname;
  const found: unknown = await client.pupPage?.evaluate(OWN_IDS).catch(() => undefined);
  const ids = typeof found === "object" && found !== null ? found : {};
  const wid = "wid" in ids && typeof ids.wid === "string" ? ids.wid : client.info?.wid?._serialized;
  const lid = "lid" in ids && typeof ids.lid === "string" ? ids.lid : undefined;
  tell({ kind: "ready", account: { wid, lid, name } });
}

function reactionOf(reaction: object): Record<string, unknown> {
  const { client: _client, ...rest } = plainMessage({ ...reaction, client: undefined });
  return rest;
}

/** Nothing else tells that the browser or its page died (trap 4). */
export function tellBrowserEvents(client: Client, tell: Tell): void {
  const lost = (because: LostBecause, detail: string) => tell({ kind: "lost", because, detail });
  const { pupBrowser, pupPage } = client;
  tell({ kind: "browser", pid: pupBrowser?.process()?.pid });
  pupBrowser?.once("disconnected", () => lost("browser-gone", "the browser ended"));
  pupPage?.once("error", (error) => lost("page-crashed", describeError(error)));
  pupPage?.once("close", () => lost("page-crashed", "the page was closed"));
}
