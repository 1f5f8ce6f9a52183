import { cleanText } from "@circuito/connector";
import {
  type AttendantWords,
  asId,
  canSee,
  type Principal,
  unknownVariables,
} from "@circuito/domain";
import type {
  AskView,
  ConfirmationPolicyBody,
  ConfirmationPolicyView,
  GivenScoreView,
} from "@circuito/protocol";
import {
  type AskReading,
  deleteConfirmation,
  existingQueues,
  type GivenByPerson,
  listAsks,
  listConfirmations,
  type StoredConfirmation,
  saveConfirmation,
  scoresOfPerson,
} from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { iso, isoOrNull } from "../instants.ts";
import { HttpProblem } from "../problem.ts";
import { visibleConversation } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

type Verb =
  | "listConfirmationPolicies"
  | "saveConfirmationPolicy"
  | "deleteConfirmationPolicy"
  | "listAsks";

/** Where customers are asked whether it is solved; and what became of the questions. */
export function askHandlers(parts: WebParts): Pick<Handlers, Verb> {
  const { database, newId } = parts;
  return {
    async listConfirmationPolicies() {
      return {
        items: (await listConfirmations(database.pool)).map(policyViewOf),
        nextCursor: null,
      };
    },

    async saveConfirmationPolicy({ body }) {
      const words = wordsOf(body);
      const { queueId, channel, enabled, delayMs, silenceMs } = body;
      const id = await database.transaction(async ({ client }) => {
        if (queueId !== null && (await existingQueues(client, [queueId])).size === 0) {
          throw invalid("body.queueId: there is no such queue", { because: "no-such-queue" });
        }
        return saveConfirmation(client, newId(), {
          ...(queueId !== null && { queueId: asId(queueId) }),
          ...(channel !== null && { channel }),
          ...{ enabled, delayMs, silenceMs, words },
        });
      });
      return { ...body, words, id };
    },

    async deleteConfirmationPolicy({ params }) {
      await deleteConfirmation(database.pool, params.id);
      return {};
    },

    async listAsks({ who, params }) {
      const { id } = await visibleConversation(parts, who, params.id);
      const asks = await listAsks(database.pool, asId(id));
      const scores = await scoresOfPerson(database.pool, asId(id), SCORES_MAX);
      return {
        items: asks.map(askViewOf),
        scores: scores.map((given) => scoreViewOf(given, given.conversationId === id, who)),
      };
    },
  };
}

/** What stands beside a conversation: the last of them, not somebody's whole past. */
const SCORES_MAX = 10;

/** A score is of the person, its words of the conversation: only who may read that one reads them. */
function scoreViewOf(given: GivenByPerson, isHere: boolean, who: Principal): GivenScoreView {
  const { at, queueId, assigneeId, comment, ...score } = given;
  const place = { queueId: queueId ?? undefined, assigneeId: assigneeId ?? undefined };
  const isRead = isHere || canSee(who, place);
  return { ...score, comment: isRead ? comment : null, answeredAt: iso(at) };
}

/** What has no words has the built-in ones; a name in braces that means nothing would be sent as it is. */
function wordsOf({ words }: ConfirmationPolicyBody): AttendantWords {
  const kept = Object.entries(words)
    .map(([language, text]) => [language, cleanText(text ?? "").trim()] as const)
    .filter(([, text]) => text !== "");
  const unknown = kept.flatMap(([, text]) => unknownVariables(text));
  if (unknown.length > 0) {
    throw invalid("body.words: there is no such variable", {
      because: "unknown-variable",
      names: unknown,
    });
  }
  return Object.fromEntries(kept);
}

function invalid(message: string, details: Record<string, unknown>): HttpProblem {
  return new HttpProblem("invalid", message, { details });
}

function policyViewOf({ queueId, channel, ...policy }: StoredConfirmation): ConfirmationPolicyView {
  return {
    ...policy,
    words: { ...policy.words },
    queueId: queueId ?? null,
    channel: channel ?? null,
  };
}

function askViewOf(ask: AskReading): AskView {
  return {
    ...ask,
    because: ask.because ?? null,
    messageId: ask.messageId ?? null,
    dueAt: iso(ask.dueAt),
    sentAt: isoOrNull(ask.sentAt ?? null),
    endsAt: isoOrNull(ask.endsAt ?? null),
    endedAt: isoOrNull(ask.endedAt ?? null),
    answer: ask.answer ?? null,
    answeredBy: ask.answeredBy ?? null,
  };
}
