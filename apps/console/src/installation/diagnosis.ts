import type { DiagnosticEvent, PlannedCheckView } from "@circuito/protocol";

export type SeenFinding = Extract<DiagnosticEvent, { kind: "finding" }>;

/** What was planned, and of it what was seen so far. */
export interface Diagnosis {
  readonly checks: readonly PlannedCheckView[];
  readonly findings: ReadonlyMap<string, SeenFinding>;
  readonly isOver: boolean;
}

export const NOTHING_SEEN: Diagnosis = { checks: [], findings: new Map(), isOver: false };

export function withEvent(before: Diagnosis, event: DiagnosticEvent): Diagnosis {
  switch (event.kind) {
    case "planned":
      return { checks: event.checks, findings: new Map(), isOver: false };
    case "finding":
      return { ...before, findings: new Map(before.findings).set(event.id, event) };
    case "finished":
      return { ...before, isOver: true };
  }
}

type CheckName = PlannedCheckView["check"];

/** What belongs together, in the order in which a message meets it. */
export const CHECK_GROUPS = {
  entrance: ["address", "sockets", "certificate"],
  channels: ["webhook", "mailbox", "browser"],
  data: ["database", "connections", "redis", "files", "backups"],
  machine: ["clock", "disk"],
} as const satisfies Record<string, readonly CheckName[]>;
export type CheckGroup = keyof typeof CHECK_GROUPS;

export function checksOf(group: CheckGroup, { checks }: Diagnosis): readonly PlannedCheckView[] {
  const names: readonly CheckName[] = CHECK_GROUPS[group];
  return checks.filter(({ check }) => names.includes(check));
}

/** In the order in which they were planned. */
export function withStatus(
  status: SeenFinding["status"],
  { checks, findings }: Diagnosis,
): readonly PlannedCheckView[] {
  return checks.filter(({ id }) => findings.get(id)?.status === status);
}
