import type { Procedure } from "@circuito/domain";
import { FIT_REASONS, fitOfProcedure, type ProcedureFacts, runProcedure } from "@circuito/domain";
import type {
  ConversationProcedures,
  ProcedureContent,
  ProcedureVersionView,
  ProcedureView,
  RunView,
} from "@circuito/protocol";
import type {
  ProcedureRun,
  ProcedureVersion,
  PublishedProcedure,
  WrittenProcedure,
} from "@circuito/store";
import { iso } from "./instants.ts";

export function procedureViewOf(procedure: WrittenProcedure): ProcedureView {
  const { id, draft, revision, published, publishedRevision, isArchived } = procedure;
  const isChanged = published !== null && revision !== publishedRevision;
  const { name } = draft;
  return { id, name, draft: contentOf(draft), revision, published, isChanged, isArchived };
}

export const versionViewOf = ({
  version,
  content,
  publishedAt,
}: ProcedureVersion): ProcedureVersionView => ({
  version,
  content: contentOf(content),
  publishedAt: iso(publishedAt),
});

export function runViewOf(run: ProcedureRun): RunView {
  const { id, procedureId, version, procedure, state, reason, startedAt, endedAt, taken } = run;
  const { current, ahead, required } = runProcedure(procedure.steps, taken);
  const isRunning = state === "running";
  return {
    ...{ id, procedureId, version, state, reason, procedure: contentOf(procedure) },
    startedAt: iso(startedAt),
    endedAt: endedAt === null ? null : iso(endedAt),
    taken: taken.map(({ at, ...step }) => ({ ...step, at: iso(at) })),
    current: (isRunning && current?.key) || null,
    ahead: isRunning ? ahead.length : 0,
    required: (isRunning && required?.key) || null,
  };
}

/** What may be started, the nearest reason first, then by name as they come. */
export function fittingOf(
  procedures: readonly PublishedProcedure[],
  facts: ProcedureFacts,
): ConversationProcedures["fitting"] {
  const fitting = procedures.flatMap((procedure) => {
    const because = fitOfProcedure(procedure, facts);
    if (because === undefined) return [];
    const { id, name, department, purpose, steps } = procedure;
    return [{ id, name, department, purpose, steps: steps.length, because }];
  });
  return FIT_REASONS.flatMap((reason) => fitting.filter(({ because }) => because === reason));
}

function contentOf(procedure: Procedure): ProcedureContent {
  const { name, department, purpose, terms, steps, categoryIds, queueIds, levels } = procedure;
  return {
    ...{ name, department, purpose, terms },
    steps: steps.map((step) => ({
      ...step,
      // Versions from before there were fields say nothing of one.
      field: step.field ?? null,
      choices: [...step.choices],
    })),
    categoryIds: [...categoryIds],
    queueIds: [...queueIds],
    levels: [...levels],
  };
}
