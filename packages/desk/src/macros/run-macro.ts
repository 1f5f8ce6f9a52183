import {
  agentIdOf,
  type ConversationId,
  canSee,
  fillQuickReply,
  isForChannel,
  type MacroActKind,
  mayUse,
  type Principal,
  queueToSee,
  wordsOf,
} from "@circuito/domain";
import {
  addActivity,
  findMacro,
  findMacroFacts,
  findMacroRun,
  lockDeskConversation,
  type Transaction,
  writeNotices,
} from "@circuito/store";
import { type Nudges, nudge, placesOf } from "../change.ts";
import { conflict } from "../conflict.ts";
import type { Desk } from "../desk.ts";
import { invalid, NOT_FOUND, type Refusal } from "../refusal.ts";
import { doAct } from "./do-act.ts";

export interface RunMacroInput {
  readonly conversationId: string;
  readonly macroId: string;
  /** The owner's epoch the caller saw: under another one what is the owner's alone is refused. */
  readonly epoch: number;
  /** The caller's own id for it: said again with it, it is the same run. */
  readonly clientId: string;
}

export interface MacroDone {
  readonly kind: "done";
  readonly conversationId: ConversationId;
  /** Words for the caller's draft, filled in as far as is known. */
  readonly draft: string | null;
  /** It had been run before with this client id. */
  readonly repeated: boolean;
}

export interface MacroRefused {
  readonly kind: "refused";
  readonly refusal: Refusal;
  /** The act that could not be done: none was. Absent: the macro itself was refused. */
  readonly act?: MacroActKind;
}

/** Thrown to undo what the acts before have done. */
class ActRefused extends Error {
  override readonly name = "ActRefused";
  readonly refusal: Refusal;
  readonly act: MacroActKind;

  constructor(refusal: Refusal, act: MacroActKind) {
    super(`a macro's ${act} was refused: ${refusal.code}`);
    this.refusal = refusal;
    this.act = act;
  }
}

/**
 * Does all acts of a macro on a conversation, each as its own verb would, or none of them. Nobody is
 * told before all are done.
 */
export async function runMacro(
  desk: Desk,
  who: Principal,
  input: RunMacroInput,
): Promise<MacroDone | MacroRefused> {
  try {
    const { result, nudges } = await desk.database.transaction((tx) => run(desk, tx, who, input));
    if (nudges) await nudge(desk, nudges);
    return result;
  } catch (error) {
    if (!(error instanceof ActRefused)) throw error;
    return { kind: "refused", refusal: error.refusal, act: error.act };
  }
}

interface Ran {
  readonly result: MacroDone | MacroRefused;
  readonly nudges?: Nudges;
}

async function run(
  desk: Desk,
  tx: Transaction,
  who: Principal,
  { conversationId, macroId, epoch, clientId }: RunMacroInput,
): Promise<Ran> {
  const refused = (refusal: Refusal): Ran => ({ result: { kind: "refused", refusal } });
  const conversation = await lockDeskConversation(tx, conversationId);
  if (!conversation) return refused(NOT_FOUND);
  const earlier = await findMacroRun(tx.client, conversation.id, clientId);
  // Whoever ran it learns so, wherever it put the conversation.
  const isOwn = who.kind === "agent" && earlier?.actorId === who.id;
  if (!isOwn && !canSee(who, conversation)) return refused(NOT_FOUND);
  const actorId = agentIdOf(who);
  if (earlier && (earlier.macroId !== macroId || (earlier.actorId ?? undefined) !== actorId)) {
    return refused(await conflict(tx.client, conversation, "client-id-reused"));
  }
  const macro = await findMacro(tx.client, macroId);
  const result = { kind: "done", conversationId: conversation.id } as const;
  if (earlier && !macro) return { result: { ...result, draft: null, repeated: true } };
  if (!macro || !mayUse(who, macro)) return refused(invalid("no-such-macro"));
  if (!isForChannel(macro, conversation.channel)) return refused(invalid("not-for-channel"));

  const { contactId } = conversation;
  const queueId = queueToSee(conversation);
  const words = {
    ...(await findMacroFacts(tx.client, { contactId, queueId })),
    protocol: conversation.protocol,
    agentName: who.name,
  };
  const draft = macro.draft === null ? null : wordsOf(fillQuickReply(macro.draft, words));
  if (earlier) return { result: { ...result, draft, repeated: true } };

  const activityId = await addActivity(tx.client, {
    conversationId: conversation.id,
    actorId,
    kind: "macro-run",
    because: "by-hand",
    data: { macroId, name: macro.name, clientId },
    at: desk.now(),
  });
  await writeNotices(tx.client, [
    {
      type: "activity.created",
      subjectId: activityId,
      conversationId: conversation.id,
      audience: placesOf(conversation),
    },
  ]);
  const told: Nudges[] = [];
  for (const act of macro.acts) {
    const acted = await doAct(desk, tx, who, act, { conversation, epoch, clientId, words });
    if (acted.refused) throw new ActRefused(acted.refused, act.kind);
    if (acted.nudges) told.push(acted.nudges);
  }
  return { result: { ...result, draft, repeated: false }, nudges: merged(told) };
}

/** A macro hands on once at most: there is one due time. */
function merged(all: readonly Nudges[]): Nudges {
  const due = all.find((nudges) => nudges.due)?.due;
  return {
    assign: [...new Set(all.flatMap(({ assign }) => assign))],
    deliver: all.flatMap(({ deliver }) => deliver),
    ...(due && { due }),
  };
}
