import {
  type CheckedStep,
  type Connector,
  type ConnectorHost,
  type OutboundMessage,
  SendError,
  type SendReceipt,
} from "@circuito/connector";
import { z } from "zod";
import { isVoice } from "../../is-voice.ts";
import type { CloudSettings } from "../../settings.ts";
import { checkAccount } from "../check/check-account.ts";
import { type GraphDoor, postGraph } from "../graph/graph-door.ts";
import { graphError, PAIR_RATE_CODE } from "../graph/graph-errors.ts";
import { openMediaFetcher } from "../media/fetch-media.ts";
import { TemplateList } from "../templates/template-list.ts";
import { markRead } from "./mark-read.ts";
import { type MessageBody, mediaBody } from "./message-body.ts";
import { PairPace } from "./pair-pace.ts";
import { type PlannedMessage, planMessages } from "./plan-messages.ts";
import { type Recipient, recipientOf } from "./recipient.ts";
import { uploadMedia } from "./upload-media.ts";

/** What of a connector asks the Graph API; the webhook is the other half. */
export type CloudSender = Required<
  Pick<Connector, "send" | "typing" | "templates" | "check" | "stop">
> & { readonly fetchMedia: ReturnType<typeof openMediaFetcher> };

export function openCloudSender(settings: CloudSettings, host: ConnectorHost): CloudSender {
  const door: GraphDoor = { settings, host };
  const pace = new PairPace();
  const uploads = new Uploads(door);
  const templates = new TemplateList(door);
  const courtesies = new Set<Promise<void>>();
  const stopped = new AbortController();
  /** Marked as read already: several answers to one message mark it once. */
  const read = new Set<string>();

  /** Beside whatever else happens: nobody waits for it but `stop`. */
  function courtesy(wamid: string, shows: "read" | "read-and-typing"): Promise<void> {
    const done = markRead(door, wamid, shows, stopped.signal);
    courtesies.add(done);
    return done.finally(() => courtesies.delete(done));
  }

  return {
    async send(message, signal) {
      const recipient = recipientOf(message.to);
      const plan = planMessages(message);
      if (plan.kind === "unsupported") throw new SendError("unsupported", plan.because);
      const waitMs = pace.waitMs(message.to, host.now());
      if (waitMs !== undefined) {
        const words = "Meta asked to leave this customer alone for a moment";
        throw new SendError("retry", words, {
          providerCode: String(PAIR_RATE_CODE),
          afterMs: waitMs,
        });
      }
      if (signal.aborted) throw new SendError("retry", "stopped before the provider was called");
      const { newest } = message;
      if (newest !== undefined && settings.marksRead && !read.has(newest)) {
        if (read.size >= READ_KEPT_MAX) read.clear();
        read.add(newest);
        void courtesy(newest, "read");
      }
      return await sendAll({ door, pace, uploads }, message, recipient, plan.messages, signal);
    },
    fetchMedia: openMediaFetcher(door),
    async typing(_to, newest) {
      // The API shows typing only along with the mark of a read message.
      if (newest === undefined || !settings.marksRead) return;
      await courtesy(newest, "read-and-typing");
    },
    templates: (signal) => templates.get(signal),
    check: (signal): Promise<readonly CheckedStep[]> => checkAccount(door, templates, signal),
    async stop() {
      stopped.abort();
      await Promise.all(courtesies);
    },
  };
}

/** Ids are some 60 bytes; marking one again does no harm. */
const READ_KEPT_MAX = 10_000;

interface Means {
  readonly door: GraphDoor;
  readonly pace: PairPace;
  readonly uploads: Uploads;
}

/** Files of messages that are not sent yet; more is an outage, and its oldest are uploaded again. */
const UPLOADS_KEPT_MAX = 1_000;

/** Files that Meta has of messages that were not taken: a message tried again uploads nothing again. */
class Uploads {
  readonly #door: GraphDoor;
  readonly #ids = new Map<string, string>();

  constructor(door: GraphDoor) {
    this.#door = door;
  }

  async id(
    message: OutboundMessage,
    place: number,
    planned: Extract<PlannedMessage, { kind: "file" }>,
    signal: AbortSignal,
  ): Promise<string> {
    const key = `${message.id}/${place}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = await uploadMedia(this.#door, planned.file, planned.mimeType, signal);
    this.#ids.set(key, id);
    const [oldest] = this.#ids.keys();
    if (this.#ids.size > UPLOADS_KEPT_MAX && oldest !== undefined) this.#ids.delete(oldest);
    return id;
  }

  forget(message: OutboundMessage, places: number): void {
    for (let place = 0; place < places; place++) this.#ids.delete(`${message.id}/${place}`);
  }
}

/**
 * Every file is uploaded before the first message leaves: what can fail without the customer noticing
 * fails first. Once one of several messages was taken, nothing may be sent again by itself, since the
 * API takes no idempotency key: the rest is for a person, like the rest of a text that the host split.
 */
async function sendAll(
  { door, pace, uploads }: Means,
  message: OutboundMessage,
  recipient: Recipient,
  planned: readonly PlannedMessage[],
  signal: AbortSignal,
): Promise<SendReceipt> {
  const bodies: MessageBody[] = [];
  for (const [place, one] of planned.entries()) {
    bodies.push(
      one.kind === "words"
        ? one.body
        : mediaBody(one.as, {
            id: await uploads.id(message, place, one, signal),
            fileName: one.file.fileName,
            isVoice: isVoice(one.file),
            ...(one.caption !== undefined && { caption: one.caption }),
          }),
    );
  }
  const wamids: string[] = [];
  for (const body of bodies) {
    const answers = wamids.length === 0 ? message.chat?.answers : undefined;
    try {
      wamids.push(await sendOne(door, { message, recipient, body, answers }, signal));
      pace.accepted(message.to);
    } catch (error) {
      const failure = paced(error, pace, message.to, door.host.now());
      if (wamids.length === 0) throw failure;
      throw partly(failure, wamids.length, bodies.length);
    }
  }
  uploads.forget(message, planned.length);
  const [first] = wamids;
  if (first === undefined) throw new SendError("unsupported", "there is nothing to send");
  // Quotes of the words name the first; the status of each carries our own id.
  return { externalId: first };
}

const accepted = z.object({
  messages: z.array(z.object({ id: z.string().min(1).max(255) })).min(1),
});

async function sendOne(
  door: GraphDoor,
  own: {
    readonly message: OutboundMessage;
    readonly recipient: Recipient;
    readonly body: MessageBody;
    readonly answers: string | undefined;
  },
  signal: AbortSignal,
): Promise<string> {
  const answer = await postGraph(
    door,
    `/${door.settings.phoneNumberId}/messages`,
    {
      messaging_product: "whatsapp",
      recipient_type: "individual",
      ...own.recipient,
      ...(own.answers !== undefined && { context: { message_id: own.answers } }),
      // Comes back in every status: what tells us of a message whose answer was lost.
      biz_opaque_callback_data: own.message.id,
      ...own.body,
    },
    signal,
  );
  const read = accepted.safeParse(answer.json);
  const id = read.success ? read.data.messages[0]?.id : undefined;
  if (answer.status < 200 || answer.status >= 300 || id === undefined) throw graphError(answer);
  return id;
}

/** A refusal that is about this recipient's pace says how long to wait. */
function paced(error: unknown, pace: PairPace, to: string, now: number): unknown {
  const isPace = error instanceof SendError && error.providerCode === String(PAIR_RATE_CODE);
  if (!isPace) return error;
  const afterMs = Math.max(pace.refused(to, now), error.afterMs ?? 0);
  return new SendError("retry", error.message, { providerCode: String(PAIR_RATE_CODE), afterMs });
}

function partly(error: unknown, sent: number, all: number): SendError {
  const words = error instanceof Error ? error.message : "failed";
  const code = error instanceof SendError ? error.providerCode : undefined;
  return new SendError("unknown", `only ${sent} of ${all} parts were sent: ${words}`, {
    isPartly: true,
    ...(code !== undefined && { providerCode: code }),
    cause: error,
  });
}
