import type { IncomingMessage, ServerResponse } from "node:http";
import {
  type Connector,
  StoreUnavailable,
  WEBHOOK_BODY_MAX_BYTES,
  type WebhookRequest,
  type WebhookResponse,
} from "@circuito/connector";
import { crashPoint } from "@circuito/faults";
import { isTransient } from "@circuito/store";
import type { Inboxes } from "../inboxes/inboxes.ts";
import type { Log } from "../log/log.ts";
import { traced } from "../tracing/traced.ts";
import { answerProblem } from "./problem.ts";
import { discardRest, isRestSmall, readBody } from "./read-body.ts";
import {
  announcedBytes,
  createWebhookRoom,
  type NoRoomBecause,
  type Visit,
  type WebhookRoom,
} from "./webhook-room.ts";

/** Providers deliver by POST; some confirm or deliver by GET. */
const METHODS = ["GET", "POST"];
const PATH = /^\/webhooks\/(?<inbox>[0-9a-f-]{36})$/;
/** A line for each would be a flood of its own; the counter has them all. */
const KEPT_OUT_TOLD_EVERY_MS = 60_000;

export interface WebhookDoorOptions {
  /** What may be in hand at once. */
  readonly room?: WebhookRoom;
  /** Told of each that was kept out for lack of room. */
  readonly keptOut?: ((because: NoRoomBecause) => void) | undefined;
}

/**
 * The door: providers' requests at `/webhooks/<inboxId>`, on the raw bytes, before any framework
 * has touched them. Whatever goes wrong is an answer, and only the connector says 2xx.
 */
export function createWebhookDoor(
  inboxes: Inboxes,
  newId: () => string,
  rootLog: Log,
  { room = createWebhookRoom(), keptOut }: WebhookDoorOptions = {},
) {
  const log = rootLog.with({ component: "webhooks" });
  let toldAt = Number.NEGATIVE_INFINITY;
  const tellKeptOut = (because: NoRoomBecause): void => {
    keptOut?.(because);
    if (performance.now() - toldAt < KEPT_OUT_TOLD_EVERY_MS) return;
    toldAt = performance.now();
    log.warn("webhooks are kept out, too much is in hand", { because });
  };

  return async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = newId();
    const refuse = (
      code: Parameters<typeof answerProblem>[1],
      message: string,
      headers: Readonly<Record<string, string>> = {},
    ): void => {
      // The rest of the body has no reader: behind a long one the connection carries no other request.
      const close = isRestSmall(request) ? {} : { connection: "close" };
      answerProblem(response, code, message, { requestId, headers: { ...headers, ...close } });
      if (!request.complete) discardRest(request);
    };

    const keepOut = (because: NoRoomBecause): void => {
      tellKeptOut(because);
      refuse("unavailable", "too much at once, please send it again");
    };

    let visit: Visit | undefined;
    try {
      const { method = "", url = "" } = request;
      if (!METHODS.includes(method)) {
        return refuse("method-not-allowed", "only GET or POST is taken here", {
          allow: METHODS.join(", "),
        });
      }
      const found = await findWebhook(inboxes, url);
      if (!found) return refuse("not-found", "there is no inbox at this address");

      // Only now: whoever knows no inbox takes no room.
      const entry = room.enter(found.inboxId, announcedBytes(request));
      if (entry.kind === "refused") return keepOut(entry.because);
      visit = entry.visit;
      const body = await readBody(request, WEBHOOK_BODY_MAX_BYTES, visit.hold);
      if (body.kind === "aborted") return;
      if (body.kind === "no-room") return keepOut(body.because);
      if (body.kind === "too-large") {
        return refuse("too-large", `more than ${WEBHOOK_BODY_MAX_BYTES} bytes`);
      }
      const noPlace = visit.begin();
      if (noPlace !== undefined) return keepOut(noPlace);
      crashPoint("I1");
      const answered = await traced({ method, route: "/webhooks/:inboxId", requestId }, () =>
        found.connector.webhook({ method, url, headers: joinedHeaders(request), body: body.bytes }),
      );
      crashPoint("I4");
      writeAnswer(response, answered, requestId);
    } catch (error) {
      // Not stored is not accepted: the provider keeps it and comes back.
      if (error instanceof StoreUnavailable || isTransient(error)) {
        log.warn("webhook refused, the store is away", { requestId, error });
        return refuse("unavailable", "not stored, please send it again");
      }
      log.error("webhook failed", { requestId, error });
      refuse("internal", "something went wrong on our side, please send it again");
    } finally {
      visit?.leave();
    }
  };
}

interface FoundWebhook {
  readonly inboxId: string;
  readonly connector: Required<Pick<Connector, "webhook">>;
}

async function findWebhook(inboxes: Inboxes, url: string): Promise<FoundWebhook | undefined> {
  const [path = ""] = url.split("?", 1);
  const id = PATH.exec(path)?.groups?.inbox;
  const inbox = id === undefined ? undefined : await inboxes.find(id);
  if (!inbox?.capabilities.webhook) return undefined;
  const connector = inbox.connector();
  return {
    inboxId: inbox.id,
    connector: { webhook: async (request) => connector.webhook?.(request) ?? { status: 404 } },
  };
}

function writeAnswer(response: ServerResponse, answered: WebhookResponse, requestId: string): void {
  response.writeHead(answered.status, {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-request-id": requestId,
    ...answered.headers,
  });
  response.end(answered.body);
}

/** Every line of a repeated header counts: Node itself would drop the later ones of some. */
function joinedHeaders(request: IncomingMessage): WebhookRequest["headers"] {
  return Object.fromEntries(
    Object.entries(request.headersDistinct).map(([name, values]) => [name, values?.join(", ")]),
  );
}
