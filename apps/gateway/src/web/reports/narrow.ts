import { cutOf } from "@circuito/domain";
import type { ReportGroup } from "@circuito/protocol";
import type { SumGroup, SumQuery } from "@circuito/store";
import { HttpProblem } from "../problem.ts";

/** What a caller narrows a report down to. */
export interface AskedFilter {
  readonly channel?: string | undefined;
  readonly inboxId?: string | undefined;
  readonly queueId?: string | undefined;
  readonly level?: number | undefined;
  readonly agentId?: string | undefined;
  readonly categoryId?: string | undefined;
  readonly segment?: string | undefined;
}

export type Narrowed = Pick<
  SumQuery,
  "cut" | "key" | "inboxId" | "channel" | "queueId" | "level" | "by"
>;

/**
 * Which roll-ups answer a question.
 * @throws HttpProblem where none do: agents, categories and segments are not added up with each other
 */
export function narrow(filter: AskedFilter, by: ReportGroup | undefined): Narrowed {
  const keyed = [
    ["agent", filter.agentId],
    ["category", filter.categoryId],
    ["segment", filter.segment],
  ] as const;
  const asked = keyed.flatMap(([cut, key]) => (key === undefined ? [] : [{ cut, key }]));
  const [one, ...more] = asked;
  const grouped = keyed.find(([cut]) => cut === by)?.[0];
  if (more.length > 0 || (one && grouped && one.cut !== grouped)) {
    const message = "query: agent, category and segment are reported one at a time";
    throw new HttpProblem("invalid", message);
  }
  const { inboxId, channel, queueId, level } = filter;
  const isPlaced =
    (by !== undefined && grouped === undefined) ||
    [inboxId, channel, queueId, level].some((place) => place !== undefined);
  const cut = cutOf(one?.cut ?? grouped, isPlaced);
  return { cut, key: one?.key, inboxId, channel, queueId, level, by: by && GROUPS[by] };
}

const GROUPS: Readonly<Record<ReportGroup, SumGroup>> = {
  channel: "channel",
  inbox: "inbox",
  queue: "queue",
  level: "level",
  agent: "key",
  category: "key",
  segment: "key",
};
