import type { ConversationId, QueueId, RuleId } from "../ids.ts";
import type { RouteChoice } from "./choose-route.ts";

/** One message that opened a conversation, then, by the rules in force, and by others. */
export interface BackTested {
  readonly conversationId: ConversationId;
  readonly protocol: string;
  readonly arrivedAt: number;
  /** Where it was put; absent where the story does not tell. */
  readonly went: QueueId | undefined;
  readonly goes: RouteChoice;
  readonly wouldGo: RouteChoice;
}

export interface BackTestExample {
  readonly conversationId: ConversationId;
  readonly protocol: string;
  readonly arrivedAt: number;
}

/** All conversations that took one way. */
export interface BackTestRow {
  readonly went: QueueId | undefined;
  readonly goes: QueueId;
  readonly wouldGo: QueueId;
  readonly count: number;
  /** The newest of them. */
  readonly examples: readonly BackTestExample[];
}

/** How many conversations a rule catches. */
export interface BackTestRule {
  /** Absent: no rule caught them. */
  readonly ruleId: RuleId | undefined;
  readonly goes: number;
  readonly wouldGo: number;
}

export interface BackTestTable {
  readonly conversations: number;
  /** How many would go to another queue than they go to. */
  readonly moved: number;
  /** How many would differ in anything else: priority, tags, skills, promise, plan. */
  readonly changed: number;
  /** What moves comes first, then what is most. */
  readonly rows: readonly BackTestRow[];
  readonly rules: readonly BackTestRule[];
}

/** Enough to open and look at, few enough to read. */
const EXAMPLES_MAX = 5;

/** Counts by way and by rule. Keeps counts and a few examples, however many it is given. */
export class BackTestCounter {
  readonly #rows = new Map<string, BackTestRow>();
  readonly #rules = new Map<RuleId | undefined, BackTestRule>();
  #conversations = 0;
  #moved = 0;
  #changed = 0;

  /** @param tested newest first over all calls: examples are the first of each way */
  add(tested: readonly BackTested[]): void {
    for (const { went, goes, wouldGo, ...example } of tested) {
      this.#conversations += 1;
      if (goes.queueId !== wouldGo.queueId) this.#moved += 1;
      else if (takesAlong(goes) !== takesAlong(wouldGo)) this.#changed += 1;
      const way = `${went} ${goes.queueId} ${wouldGo.queueId}`;
      const row = this.#rows.get(way);
      const examples = row?.examples ?? [];
      this.#rows.set(way, {
        went,
        goes: goes.queueId,
        wouldGo: wouldGo.queueId,
        count: (row?.count ?? 0) + 1,
        examples: examples.length < EXAMPLES_MAX ? [...examples, example] : examples,
      });
      this.#count(goes.ruleId, "goes");
      this.#count(wouldGo.ruleId, "wouldGo");
    }
  }

  table(): BackTestTable {
    const moves = ({ goes, wouldGo }: BackTestRow): number => Number(goes !== wouldGo);
    return {
      conversations: this.#conversations,
      moved: this.#moved,
      changed: this.#changed,
      rows: [...this.#rows.values()].sort((a, b) => moves(b) - moves(a) || b.count - a.count),
      rules: [...this.#rules.values()],
    };
  }

  #count(ruleId: RuleId | undefined, by: "goes" | "wouldGo"): void {
    const before = this.#rules.get(ruleId) ?? { ruleId, goes: 0, wouldGo: 0 };
    this.#rules.set(ruleId, { ...before, [by]: before[by] + 1 });
  }
}

/** What a route gives a conversation besides its queue. */
function takesAlong(choice: RouteChoice): string {
  const { priority, tags, requiredSkills, slaPolicyId, plan, keepPreviousAgent } = choice;
  const skills = Object.entries(requiredSkills).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([priority, tags, skills, slaPolicyId, plan?.steps, keepPreviousAgent]);
}
