/** Made-up conversations, as plain lists of what happened: transfers, reopens, merges, slips, clock changes. */

export interface Moment {
  readonly at: number;
  readonly kind:
    | "opened"
    | "wrote"
    | "replied"
    | "claimed"
    | "released"
    | "directed"
    | "escalated"
    | "transferred"
    | "returned"
    | "snoozed"
    | "woken"
    | "resolved"
    | "closed"
    | "reopened"
    | "confirmation-asked"
    | "confirmation-answered"
    | "survey-sent"
    | "survey-answered"
    | "article-drafted";
  readonly agent?: string;
  readonly queue?: string;
  readonly to?: string;
  /** Of a reopening: the customer's, or by hand. */
  readonly byCustomer?: boolean;
  readonly because?: string;
  readonly answer?: string;
  readonly survey?: string;
  readonly score?: number;
}

/** A time that somebody had the conversation on screen. */
export interface Glance {
  readonly id: string;
  readonly agent: string;
  readonly from: number;
  readonly to: number;
}

export interface Life {
  readonly id: string;
  readonly contact: string;
  readonly inbox: string;
  readonly channel: string;
  readonly category: string | undefined;
  readonly segments: readonly string[];
  readonly isMerged: boolean;
  readonly moments: readonly Moment[];
  readonly glances: readonly Glance[];
}

export interface Ground {
  readonly inboxes: readonly { readonly id: string; readonly channel: string }[];
  readonly solvers: string;
  readonly areas: readonly string[];
  readonly agents: readonly string[];
  readonly categories: readonly string[];
  readonly newId: () => string;
}

const DAY_S = 86_400;

/** A linear congruential generator: the same lives for the same seed. */
function dice(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return {
    chance: (p: number) => next() < p,
    between: (from: number, to: number) => from + Math.floor(next() * (to - from)),
    of: <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T,
  };
}

/** @param windows when the fortnights begin in which people write, ms since epoch */
export function makeLives(
  count: number,
  ground: Ground,
  seed: number,
  windows: readonly number[],
): readonly Life[] {
  const lives: Life[] = [];
  const roll = dice(seed);
  for (let n = 0; n < count; n += 1) {
    const earlier = roll.chance(0.15) ? lives.at(-1 - roll.between(0, 5)) : undefined;
    const inbox = roll.of(ground.inboxes);
    const over = earlier?.moments.at(-1)?.at;
    const from = over ?? roll.of(windows);
    const at = from + roll.between(60, 13 * DAY_S) * 1_000;
    const moments = momentsOf(at, ground, roll);
    lives.push({
      id: ground.newId(),
      contact: earlier?.contact ?? ground.newId(),
      ...{ inbox: inbox.id, channel: inbox.channel },
      category: roll.chance(0.7) ? roll.of(ground.categories) : undefined,
      segments: earlier?.segments ?? (roll.chance(0.3) ? ["vip"] : []),
      isMerged: roll.chance(0.03),
      moments,
      glances: glancesOf(moments, ground, roll),
    });
  }
  return lives;
}

/** Whoever does something has it before them; others look in now and then, and people have two windows. */
function glancesOf(
  moments: readonly Moment[],
  { agents, newId }: Ground,
  roll: ReturnType<typeof dice>,
): readonly Glance[] {
  return moments.flatMap(({ at, agent }) => {
    const who = agent ?? (roll.chance(0.1) ? roll.of(agents) : undefined);
    if (who === undefined) return [];
    const from = at - roll.between(0, 300) * 1_000;
    const glance = { id: newId(), agent: who, from, to: at + roll.between(1, 900) * 1_000 };
    if (!roll.chance(0.2)) return [glance];
    const again = from + roll.between(0, 200) * 1_000;
    return [glance, { id: newId(), agent: who, from: again, to: again + 240_000 }];
  });
}

function momentsOf(began: number, ground: Ground, roll: ReturnType<typeof dice>): Moment[] {
  const moments: Moment[] = [
    { at: began, kind: "opened", queue: ground.solvers },
    { at: began, kind: "wrote" },
  ];
  let at = began;
  let queue = ground.solvers;
  let agent: string | undefined;
  const later = (from: number, to: number) => {
    at += roll.between(from, to) * 1_000;
    return at;
  };
  const say = (moment: Omit<Moment, "at">, from = 5, to = 4_000) =>
    moments.push({ at: later(from, to), ...moment });
  const take = () => {
    agent = roll.of(ground.agents);
    say({ kind: "claimed", agent }, 3, 30_000);
  };
  const hop = (kind: "directed" | "escalated" | "transferred", to: string) => {
    say({ kind, queue, to, ...(agent !== undefined && { agent }) });
    queue = to;
    agent = undefined;
  };

  if (roll.chance(0.08)) {
    // Gone before anybody came.
    say({ kind: "closed" }, 2, 4_000);
    return moments;
  }
  if (roll.chance(0.03)) return moments;
  take();
  if (roll.chance(0.04)) {
    say({ kind: "resolved", because: roll.of(["spam", "duplicate"]), ...(agent && { agent }) });
    return moments;
  }
  for (let turn = roll.between(0, 4); turn >= 0; turn -= 1) {
    if (roll.chance(0.3)) say({ kind: "wrote" });
    if (roll.chance(0.85)) say({ kind: "replied", ...(agent && { agent }) });
    if (roll.chance(0.1)) say({ kind: "replied", ...(agent && { agent }) });
    if (roll.chance(0.1)) {
      say({ kind: "snoozed", because: roll.of(["until", "third-party"]) });
      if (roll.chance(0.7)) say({ kind: "woken" }, 600, DAY_S);
    }
    if (roll.chance(0.7)) say({ kind: "wrote" }, 30, DAY_S);
    if (roll.chance(0.05)) {
      say({ kind: "released" });
      take();
    }
    if (queue === ground.solvers && roll.chance(0.15)) {
      const from = queue;
      hop(roll.chance(0.7) ? "directed" : "escalated", roll.of(ground.areas));
      if (roll.chance(0.25)) {
        const by = roll.of(ground.agents);
        say({ kind: "returned", queue, to: from, agent: by });
        queue = from;
      }
      if (roll.chance(0.95)) take();
      else return moments;
    }
  }
  if (roll.chance(0.1)) return moments;
  say({ kind: "resolved", because: "said-solved", ...(agent && { agent }) });
  if (roll.chance(0.06) && agent !== undefined) {
    say({ kind: "reopened", agent, because: "by-hand" }, 2, 58);
    say({ kind: "resolved", because: "said-solved", agent }, 100, 1_000);
  }
  if (roll.chance(0.15)) {
    const again = later(60, DAY_S);
    moments.push({ at: again, kind: "reopened", byCustomer: true, because: "customer-wrote" });
    moments.push({ at: again, kind: "wrote" });
    take();
    if (roll.chance(0.9)) say({ kind: "replied", ...(agent && { agent }) });
    if (roll.chance(0.1)) return moments;
    say({ kind: "resolved", because: "said-solved", ...(agent && { agent }) });
  }
  if (roll.chance(0.5)) {
    say({ kind: "confirmation-asked" }, 5, 20);
    if (roll.chance(0.6)) {
      say({ kind: "confirmation-answered", answer: roll.chance(0.8) ? "yes" : "no" });
    }
  }
  if (roll.chance(0.4)) {
    const survey = roll.of(["csat", "ces", "nps"]);
    const max = survey === "csat" ? 5 : survey === "ces" ? 7 : 10;
    say({ kind: "survey-sent", survey });
    if (roll.chance(0.5)) say({ kind: "survey-answered", survey, score: roll.between(1, max + 1) });
  }
  if (roll.chance(0.1)) say({ kind: "article-drafted" });
  return moments;
}
