import { agentIdOf, asId, isActive, type Principal } from "@circuito/domain";
import { addRun, findRun, findRunning, listPublishedProcedures } from "@circuito/store";
import type { Desk } from "../desk.ts";
import type { Done } from "../done.ts";
import { type OwnerActInput, ownerAct } from "../owner-act.ts";
import { invalid, type Refusal, UNCHANGED, wrongState } from "../refusal.ts";

export interface StartProcedureInput extends OwnerActInput {
  /** Made by the client: said again with the same id, nothing begins twice. */
  readonly runId: string;
  readonly procedureId: string;
}

/** Begins a procedure in a conversation, on the version that is published now. One runs at a time. */
export function startProcedure(
  desk: Desk,
  who: Principal,
  input: StartProcedureInput,
): Promise<Done | Refusal> {
  return ownerAct(desk, who, input, async (before, { client }, now) => {
    const { runId, procedureId } = input;
    const earlier = await findRun(client, runId);
    if (earlier) {
      const isSame =
        earlier.conversationId === before.id && earlier.procedureId === asId(procedureId);
      return isSame ? UNCHANGED : invalid("no-such-run");
    }
    if (!isActive(before)) return wrongState("not-open");
    if (await findRunning(client, before.id)) return wrongState("procedure-running");
    const [procedure] = await listPublishedProcedures(client, procedureId);
    if (!procedure) return invalid("no-such-procedure");
    const { id, version, name } = procedure;
    const agentId = agentIdOf(who);
    const { id: conversationId } = before;
    await addRun(client, { id: runId, conversationId, procedureId: id, version, agentId }, now);
    const data = { runId, procedureId: id, version, procedure: name };
    return { after: before, activity: { kind: "procedure-started", because: "by-hand", data } };
  });
}
