import {
  dateBegins,
  FACTS,
  type FactId,
  type Figure,
  type FigureId,
  factsOfFigure,
  figureOf,
  type Stage,
} from "@circuito/domain";
import type { MeasuredView } from "@circuito/protocol";
import type {
  MeasuredConversation,
  MeasuredCursor,
  MeasuredFilter,
  Queryable,
  ReportNames,
} from "@circuito/store";
import { z } from "zod";
import { iso } from "../instants.ts";
import { HttpProblem } from "../problem.ts";
import type { AskedFilter } from "./narrow.ts";
import { datesOf, reportHead } from "./period.ts";

/** Which facts a number is made of; of so many for each of another, those many. */
export async function measuredFilter(
  q: Queryable,
  query: AskedFilter & {
    readonly from: string;
    readonly until: string;
    readonly hit?: "yes" | "no" | undefined;
    readonly figure?: FigureId | undefined;
    readonly stage?: Stage | undefined;
  },
): Promise<MeasuredFilter> {
  const { stage, figure } = query;
  const facts: readonly FactId[] = [
    ...(stage === undefined ? [] : [`stage-${stage}` as const]),
    ...(figure === undefined ? [] : countedFacts(figureOf(figure))),
  ];
  return {
    ...(await placeFilter(q, query)),
    facts,
    hit: query.hit === undefined ? undefined : query.hit === "yes",
  };
}

function countedFacts(figure: Figure): readonly FactId[] {
  const { shape } = figure;
  return shape.kind === "quotient" ? [shape.fact] : factsOfFigure(figure);
}

export async function placeFilter(
  q: Queryable,
  query: AskedFilter & { readonly from: string; readonly until: string },
): Promise<Omit<MeasuredFilter, "facts" | "hit">> {
  const { timeZone } = await reportHead(q, query);
  const { from, to } = datesOf(query);
  const { inboxId, channel, queueId, level, agentId, categoryId, segment } = query;
  return {
    from: dateBegins(timeZone, from),
    to: dateBegins(timeZone, to),
    ...{ inboxId, channel, queueId, level, agentId, categoryId, segment },
  };
}

export function measuredViewOf(one: MeasuredConversation, names: ReportNames): MeasuredView {
  const { n: _, queueId, agentId, hits, value, business, at, ...rest } = one;
  const inUnits = (ms: number | null) =>
    ms === null || FACTS[one.fact] !== "duration" ? ms : ms / 1_000;
  return {
    ...rest,
    at: iso(at),
    queueName: queueId && (names.queues.get(queueId) ?? null),
    agentName: agentId && (names.agents.get(agentId) ?? null),
    hit: hits === null ? null : hits > 0,
    value: inUnits(value),
    business: inUnits(business),
  };
}

const cursor = z.tuple([z.int(), z.uuid(), z.int().min(0).max(32_767)]);

/** @throws HttpProblem for a cursor that we did not make */
export function measuredCursor(text: string | undefined): MeasuredCursor | undefined {
  if (text === undefined) return undefined;
  const parsed = cursor.safeParse(parts(text));
  if (!parsed.success) throw new HttpProblem("invalid", "query.cursor: is not one of ours");
  const [at, conversationId, n] = parsed.data;
  return { at, conversationId, n };
}

export function nextOf(last: MeasuredConversation | undefined): string | null {
  return last ? [last.at, last.conversationId, last.n].join("~") : null;
}

function parts(text: string): unknown {
  const [at, conversationId, n] = text.split("~");
  return [Number(at), conversationId, Number(n)];
}
