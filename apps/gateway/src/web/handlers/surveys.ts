import { cleanText } from "@circuito/connector";
import {
  type AttendantWords,
  agentIdOf,
  asId,
  SURVEY_KINDS,
  type SurveyPolicy,
  type SurveySettings,
  summarizeSurvey,
  unknownVariables,
} from "@circuito/domain";
import type { SurveyPolicyView, SurveySettingsView, SurveySummaryView } from "@circuito/protocol";
import {
  countSurveys,
  existingQueues,
  findSurveysSaved,
  listSurveyAnswers,
  loadSurveySettings,
  type SurveyCount,
  type SurveyFilter,
  saveSurveySettings,
} from "@circuito/store";
import type { Call, Handlers } from "../handler.ts";
import { iso } from "../instants.ts";
import { HttpProblem, invalid } from "../problem.ts";
import type { WebParts } from "../web-parts.ts";

type Verb = "getSurveys" | "saveSurveys" | "getSurveyResults" | "listSurveyAnswers";

/** Which customers are asked how it was, and what they said. */
export function surveyHandlers({ database, now }: WebParts): Pick<Handlers, Verb> {
  async function read(): Promise<SurveySettingsView> {
    const settings = await loadSurveySettings(database.pool);
    const saved = await findSurveysSaved(database.pool);
    return viewOf(settings, saved && { by: saved.by, at: iso(saved.at) });
  }

  return {
    getSurveys: read,

    async saveSurveys({ who, body }) {
      const policies = body.policies.map(policyOf);
      const named = [...new Set(policies.flatMap(({ scope }) => scope.queueIds))];
      const known = await existingQueues(database.pool, named);
      const unknown = named.find((queueId) => !known.has(queueId));
      if (unknown) throw invalid(`body.policies: there is no queue ${unknown}`);
      const by = { id: agentIdOf(who), name: who.name, at: now() };
      const saved = await saveSurveySettings(database.pool, { ...body, policies }, by);
      if (saved === undefined) {
        throw new HttpProblem("conflict", "somebody else saved the surveys since", {
          details: { because: "saved-by-another" },
        });
      }
      return read();
    },

    async getSurveyResults({ query }) {
      const counts = await countSurveys(database.pool, filterOf(query), query.by);
      return { items: summariesOf(counts) };
    },

    async listSurveyAnswers({ query }) {
      const { cursor, limit, score } = query;
      const found = await listSurveyAnswers(
        database.pool,
        { ...filterOf(query), score },
        { before: cursor, limit: limit + 1 },
      );
      const items = found.slice(0, limit);
      return {
        items: items.map(({ agentId, agentName, ...one }) => ({
          ...one,
          contactName: one.contactName ?? null,
          comment: one.comment ?? null,
          queueId: one.queueId ?? null,
          sentAt: iso(one.sentAt),
          answeredAt: iso(one.answeredAt),
          agent: agentId === undefined ? null : { id: agentId, name: agentName ?? "" },
        })),
        nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null,
      };
    },
  };
}

type Filtered = Call<"getSurveyResults">["query"] | Call<"listSurveyAnswers">["query"];

function filterOf({ from, to, ...query }: Filtered): SurveyFilter {
  const filter = { ...query, from: Date.parse(from), to: Date.parse(to) };
  if (filter.to <= filter.from) throw invalid("query.to: is not after query.from");
  return filter;
}

/** One summary for every kind and group that was asked; kinds in their order, most answered first. */
function summariesOf(counts: readonly SurveyCount[]): SurveySummaryView[] {
  const groups = new Map<string, SurveyCount[]>();
  for (const count of counts) {
    const key = `${count.kind} ${count.group ?? ""}`;
    groups.set(key, [...(groups.get(key) ?? []), count]);
  }
  const items = [...groups.values()].flatMap((rows): SurveySummaryView[] => {
    const [first] = rows;
    if (!first) return [];
    const { kind, group } = first;
    const asked = rows.reduce((sum, { count }) => sum + count, 0);
    const scores = new Map(
      rows.flatMap(({ score, count }) => (score === null ? [] : [[score, count] as const])),
    );
    const { responseRate, distribution, figure, between, ...summary } = summarizeSurvey(kind, {
      asked,
      scores,
    });
    return [
      {
        ...summary,
        group,
        responseRate: responseRate ?? 0,
        distribution: [...distribution],
        figure: figure ?? null,
        between: between ? [...between] : null,
      },
    ];
  });
  return items.sort(
    (a, b) =>
      SURVEY_KINDS.indexOf(a.kind) - SURVEY_KINDS.indexOf(b.kind) || b.answered - a.answered,
  );
}

function policyOf({ scope, question, followUp, ...policy }: SurveyPolicyView): SurveyPolicy {
  const { low, middle, high } = followUp;
  return {
    ...policy,
    scope: { ...scope, queueIds: scope.queueIds.map((queueId) => asId(queueId)) },
    question: wordsOf(question),
    followUp: {
      ...(low && { low: wordsOf(low) }),
      ...(middle && { middle: wordsOf(middle) }),
      ...(high && { high: wordsOf(high) }),
    },
  };
}

/** What has no words has the built-in ones; a name in braces that means nothing would be sent as it is. */
function wordsOf(words: SurveyPolicyView["question"]): AttendantWords {
  const kept = Object.entries(words)
    .map(([language, text]) => [language, cleanText(text ?? "").trim()] as const)
    .filter(([, text]) => text !== "");
  const [unknown] = kept.flatMap(([, text]) => unknownVariables(text));
  if (unknown !== undefined) throw invalid(`body.policies: there is no variable ${unknown}`);
  return Object.fromEntries(kept);
}

function viewOf(
  { version, policies, caps }: SurveySettings,
  saved: SurveySettingsView["saved"] | undefined,
): SurveySettingsView {
  return {
    version,
    policies: policies.map(({ scope, followUp, ...policy }) => ({
      ...policy,
      question: { ...policy.question },
      followUp: { ...followUp },
      scope: {
        queueIds: [...scope.queueIds],
        levels: [...scope.levels],
        channels: [...scope.channels],
      },
    })),
    caps: { ...caps },
    saved: saved ?? null,
  };
}
