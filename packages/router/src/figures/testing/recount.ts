import type { Life, Moment } from "./lives.ts";
import { overAt } from "./write-lives.ts";

/**
 * What the metric dictionary says, counted the long way: each figure by itself, moment by moment, with
 * nothing of the product's own code.
 */
export interface Counted {
  readonly fact: string;
  readonly at: number;
  readonly queue: string | undefined;
  readonly agent: string | undefined;
  readonly hits?: boolean;
  readonly value?: number;
  readonly business?: number;
}

export type BusinessTime = (from: number, to: number) => number;

export function recount(
  life: Life,
  all: readonly Life[],
  solvers: string,
  business: BusinessTime,
): readonly Counted[] {
  const moments = life.moments;
  const at = (moment: Moment) => whereIs(moments, moment);
  const lasted = (
    fact: string,
    from: number,
    end: Moment,
    whose: Partial<Counted> = {},
  ): Counted => ({
    ...{ fact, at: end.at, ...at(end), ...whose },
    ...{ value: end.at - from, business: business(from, end.at) },
  });
  const counted: Counted[] = [];

  for (const moment of moments) {
    if (moment.kind === "wrote") counted.push({ fact: "inbound", at: moment.at, ...at(moment) });
    if (moment.kind === "replied") counted.push({ fact: "replies", at: moment.at, ...at(moment) });
  }

  let asked: number | undefined;
  let answered = false;
  let contact: number | undefined;
  let isTheirs = false;
  for (const moment of moments) {
    if (moment.kind === "wrote") {
      asked ??= moment.at;
      if (!isTheirs) {
        if (contact !== undefined) counted.push(lasted("between-contacts", contact, moment));
        contact = moment.at;
      }
      isTheirs = true;
    }
    if (moment.kind === "replied") {
      isTheirs = false;
      if (asked !== undefined) {
        counted.push(lasted(answered ? "next-response" : "first-response", asked, moment));
        answered = true;
      }
      asked = undefined;
    }
    if (moment.kind === "resolved" || moment.kind === "closed") asked = undefined;
  }

  let waits: number | undefined = moments[0]?.at;
  let waitsIn: string | undefined = solvers;
  let had: string | undefined;
  for (const moment of moments) {
    const ends = ["claimed", "directed", "escalated", "returned", "resolved", "closed"];
    if (waits !== undefined && ends.includes(moment.kind)) {
      const agent = moment.kind === "claimed" ? moment.agent : undefined;
      counted.push(lasted("queue-wait", waits, moment, { queue: waitsIn, agent }));
      waits = undefined;
    }
    if (moment.kind === "claimed") had = moment.agent;
    if (moment.to !== undefined) waitsIn = moment.to;
    if (moment.to !== undefined || moment.kind === "released") had = undefined;
    const comesBack = moment.kind === "reopened" && (moment.byCustomer || moment.agent !== had);
    if (moment.to !== undefined || moment.kind === "released" || comesBack) waits ??= moment.at;
  }

  moments.forEach((moment, n) => {
    if (moment.to === undefined) return;
    const whose = { queue: moment.queue, agent: moment.agent };
    counted.push({ fact: "transfers", at: moment.at, ...whose });
    const next = moments.slice(n + 1);
    const back = next.findIndex(({ kind }) => kind === "returned");
    const taken = next.findIndex(({ kind }) => kind === "claimed");
    const wasReturned = back >= 0 && (taken < 0 || back < taken);
    if (moment.kind !== "directed" || (taken < 0 && !wasReturned)) return;
    counted.push({ fact: "directed-right", at: moment.at, ...whose, hits: !wasReturned });
  });

  for (const moment of moments) {
    const { survey, kind } = moment;
    const isAnswered = (by: string) => moments.some((other) => other.kind === by);
    const fact = { at: moment.at, ...at(moment) };
    if (kind === "confirmation-asked") {
      const hits = isAnswered("confirmation-answered");
      counted.push({ ...fact, fact: "confirmation-answered", hits });
    }
    if (kind === "confirmation-answered") {
      counted.push({ ...fact, fact: "confirmed", hits: moment.answer === "yes" });
    }
    if (kind === "survey-sent") {
      counted.push({ ...fact, fact: `${survey}-answered`, hits: isAnswered("survey-answered") });
    }
    if (kind === "survey-answered" && survey && moment.score !== undefined) {
      counted.push({ ...fact, fact: survey, value: moment.score });
    }
  }
  counted.push(...promised(moments, solvers, business));
  return life.isMerged
    ? counted
    : [...counted, ...wholeLife(life, all, business), ...stages(life, solvers)];
}

/** Promises of the test's policy: a first response within business time, a wait around the clock. */
export const FIRST_RESPONSE_WITHIN_MS = 2 * 3_600_000;
export const WAIT_WITHIN_MS = 3_600_000;

function promised(
  moments: readonly Moment[],
  solvers: string,
  business: BusinessTime,
): readonly Counted[] {
  const counted: Counted[] = [];
  let asked: number | undefined;
  let waits: { since: number; queue: string | undefined } | undefined = {
    since: moments[0]?.at ?? 0,
    queue: solvers,
  };
  let askedIn: string | undefined = solvers;
  let queue: string | undefined = solvers;
  let had: string | undefined;
  let answered = false;
  const judge = (fact: string, where: string | undefined, dueAt: number, endAt: number) => {
    const at = Math.min(dueAt, endAt);
    const agent = ownerBefore(moments, at);
    // What is done at the very end of its time is done in time.
    counted.push({ fact, at, queue: where, agent, hits: endAt <= dueAt });
  };
  const judgeAnswer = (end: number) => {
    if (asked === undefined || answered) return;
    const dueAt = whenPassed(business, asked, FIRST_RESPONSE_WITHIN_MS);
    judge("sla-first-response", askedIn, dueAt, end);
  };
  const judgeWait = (end: number) => {
    if (waits) judge("sla-queue-wait", waits.queue, waits.since + WAIT_WITHIN_MS, end);
    waits = undefined;
  };
  for (const moment of moments) {
    const { kind, at, to } = moment;
    if (kind === "wrote" && asked === undefined) {
      asked = at;
      askedIn = queue;
    }
    if (kind === "replied") {
      judgeAnswer(at);
      answered ||= asked !== undefined;
      asked = undefined;
    }
    if (kind === "claimed" || kind === "resolved" || kind === "closed" || to) judgeWait(at);
    // What came to nothing was neither kept nor broken.
    if (kind === "resolved" || kind === "closed") asked = undefined;
    if (kind === "claimed") had = moment.agent;
    if (to !== undefined) queue = to;
    if (to !== undefined || kind === "released") had = undefined;
    const comesBack = kind === "reopened" && (moment.byCustomer || moment.agent !== had);
    if (to !== undefined || kind === "released" || comesBack) waits ??= { since: at, queue };
  }
  judgeAnswer(Number.POSITIVE_INFINITY);
  judgeWait(Number.POSITIVE_INFINITY);
  return counted;
}

function ownerBefore(moments: readonly Moment[], at: number): string | undefined {
  let agent: string | undefined;
  for (const moment of moments) {
    if (moment.at >= at) break;
    if (moment.kind === "claimed") agent = moment.agent;
    if (moment.kind === "released" || moment.to !== undefined) agent = undefined;
    if (moment.kind === "reopened" && (moment.byCustomer || moment.agent !== agent)) {
      agent = undefined;
    }
  }
  return agent;
}

/** By trying: the first ms by which so much has passed. */
function whenPassed(business: BusinessTime, from: number, ms: number): number {
  let low = from;
  let high = from + 14 * 86_400_000;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (business(from, middle) >= ms) high = middle;
    else low = middle;
  }
  return high;
}

function wholeLife(life: Life, all: readonly Life[], business: BusinessTime): readonly Counted[] {
  const { moments } = life;
  const first = moments[0];
  if (!first) return [];
  const at = (moment: Moment) => ({ at: moment.at, ...whereIs(moments, moment) });
  const counted: Counted[] = [{ fact: "opened", ...at(first), agent: undefined }];
  const ends = moments.filter(({ kind }) => kind === "resolved" || kind === "closed");
  const againAfter = (end: Moment) =>
    moments.find(({ kind, at: when }) => kind === "reopened" && when > end.at);
  const isSlip = (end: Moment) => {
    const again = againAfter(end);
    return again !== undefined && !again.byCustomer && again.at - end.at <= 60_000;
  };
  const real = ends.filter((end) => !isSlip(end));
  const sorted = ends.findLast(({ kind }) => kind === "resolved")?.because;
  const isDismissed = sorted === "spam" || sorted === "duplicate";
  const held = (end: Moment) => againAfter(end) === undefined;
  for (const end of real) {
    counted.push({ fact: "ended", ...at(end) });
    if (!isDismissed) counted.push({ fact: "reopened", ...at(end), hits: !held(end) });
    const again = againAfter(end);
    if (again) counted.push({ fact: "reopens", ...at(again) });
  }
  const last = real.at(-1);
  const overNow = overAt(life) !== undefined;
  const wrote = moments.filter(({ kind }) => kind === "wrote");
  const replied = moments.filter(({ kind }) => kind === "replied");
  const firstWord = wrote[0];
  if (last && overNow && !isDismissed && firstWord) {
    const spans = workedSpans(moments, firstWord.at, last.at);
    const sum = (of: (a: number, b: number) => number) =>
      spans.reduce((total, [a, b]) => total + of(a, b), 0);
    counted.push(
      {
        ...{ fact: "resolution", ...at(last), value: last.at - firstWord.at },
        business: business(firstWord.at, last.at),
      },
      {
        ...{ fact: "resolution-net", ...at(last), value: sum((a, b) => b - a) },
        business: sum(business),
      },
      { fact: "contacts", ...at(last), value: contactsBefore(moments, last.at) },
    );
    if (replied.length > 0) {
      const back = all.some(
        (other) =>
          other.contact === life.contact &&
          !other.isMerged &&
          other !== life &&
          (other.moments[0]?.at ?? 0) > last.at &&
          (other.moments[0]?.at ?? 0) <= last.at + 7 * 86_400_000 &&
          (other.category === undefined ||
            life.category === undefined ||
            other.category === life.category),
      );
      const hits =
        real.length === 1 &&
        !moments.some(({ to }) => to !== undefined) &&
        !moments.some(({ answer }) => answer === "no") &&
        !back;
      counted.push({ fact: "fcr", ...at(last), hits });
    }
  }
  if (life.channel === "webchat") {
    const answer = replied[0];
    const end = ends[0];
    if (answer && (!end || answer.at < end.at)) {
      counted.push({ fact: "abandoned", ...at(answer), queue: first.queue, hits: false });
    } else if (end?.kind === "closed" && end.at - first.at >= 10_000) {
      counted.push({ fact: "abandoned", ...at(end), hits: true });
    }
  }
  return counted;
}

/** The circuit's stages, with the time of the conversation's beginning. */
function stages(life: Life, solvers: string): readonly Counted[] {
  const { moments } = life;
  const first = moments[0];
  if (!first || life.isMerged) return [];
  const entered = [
    ["request", first],
    ["understanding", moments.find(({ kind }) => kind === "claimed")],
    [
      "first-attempt",
      moments.find((m) => m.kind === "replied" && whereIs(moments, m).queue === solvers),
    ],
    ["specialisation", moments.find(({ kind }) => kind === "directed" || kind === "escalated")],
  ] as const;
  const order = entered
    .flatMap(([stage, moment]) => (moment ? [{ stage, moment }] : []))
    .sort((a, b) => a.moment.at - b.moment.at);
  const over = overAt(life);
  const begun = (stage: string, moment: Moment, left: number | undefined): Counted => ({
    ...{ fact: `stage-${stage}`, at: first.at, ...whereIs(moments, moment) },
    ...(left !== undefined && { value: left - moment.at }),
  });
  const asked = (stage: string, by: string, end: string) =>
    moments
      .filter(({ kind }) => kind === by)
      .map((m) => begun(stage, m, moments.find(({ kind }) => kind === end)?.at));
  return [
    ...order.map(({ stage, moment }, n) => begun(stage, moment, order[n + 1]?.moment.at ?? over)),
    ...asked("confirmation", "confirmation-asked", "confirmation-answered"),
    ...asked("survey", "survey-sent", "survey-answered"),
    ...asked("knowledge", "article-drafted", "never"),
  ];
}

/** Where it was when something happened, and whose it was. */
function whereIs(moments: readonly Moment[], moment: Moment) {
  let queue: string | undefined;
  let agent: string | undefined;
  for (const one of moments) {
    if (one.kind === "opened") queue = one.queue;
    if (one.kind === "claimed") agent = one.agent;
    if (one.kind === "released") agent = undefined;
    if (one.to !== undefined) {
      queue = one.to;
      agent = undefined;
    }
    if (one === moment) break;
    if (one.kind === "reopened" && (one.byCustomer || one.agent !== agent)) agent = undefined;
  }
  return { queue, agent: moment.kind === "replied" ? (moment.agent ?? agent) : agent };
}

/** When it was our turn: not put off, not waiting for the customer, not over. */
function workedSpans(moments: readonly Moment[], from: number, to: number): [number, number][] {
  const spans: [number, number][] = [];
  let since: number | undefined = from;
  const stop = (at: number) => {
    if (since !== undefined && at > since) spans.push([since, at]);
    since = undefined;
  };
  for (const { at, kind, to: hop } of moments) {
    if (at < from || at > to) continue;
    if (["replied", "snoozed", "resolved", "closed"].includes(kind)) stop(at);
    const goesOn = ["wrote", "woken", "released", "reopened"].includes(kind) || hop !== undefined;
    if (goesOn) since ??= at;
  }
  stop(to);
  return spans;
}

function contactsBefore(moments: readonly Moment[], at: number): number {
  let count = 0;
  let isTheirs = false;
  for (const moment of moments) {
    if (moment.at > at) break;
    if (moment.kind === "wrote" && !isTheirs) count += 1;
    if (moment.kind === "wrote") isTheirs = true;
    if (moment.kind === "replied") isTheirs = false;
  }
  return count;
}
