import type { AgentId } from "../ids.ts";
import type { SlaMeasure, SlaPause } from "./sla-policy.ts";
import { inOrder, type Place, type StoryEvent } from "./story.ts";

/** What was going on while a clock ran. */
export type During = "active" | "waiting-customer" | SlaPause | "resolved";

/** A stretch of a clock's time in which nothing changed for it. */
export interface Stretch extends Place {
  readonly from: number;
  /** Absent: it still goes on. */
  readonly to?: number;
  readonly during: During;
  readonly ownerId: AgentId | undefined;
}

/** One thing promised, from when it began. Its stretches follow each other without a gap. */
export interface Clock extends Place {
  readonly measure: SlaMeasure;
  readonly startedAt: number;
  readonly stretches: readonly Stretch[];
  /** `cancelled`: it came to nothing, and counts neither as kept nor as broken. */
  readonly end?: { readonly at: number; readonly how: "done" | "cancelled" };
}

/**
 * The clocks of a conversation: a fold over what happened to it, so that the same story always gives
 * the same clocks. Rules §10 and §11 say what starts and ends each.
 * @returns in the order in which they began
 */
export function clocksOf(story: readonly StoryEvent[]): readonly Clock[] {
  const fold = new ClockFold();
  for (const event of inOrder(story)) fold.take(event);
  return fold.clocks();
}

/** A long story says the same of a clock thousands of times: its newest stretch grows, and is not written anew. */
type Growing = Omit<Stretch, "to"> & { to: number };

interface Running {
  readonly measure: SlaMeasure;
  readonly startedAt: number;
  readonly start: Place;
  readonly stretches: Growing[];
  /** From where its newest stretch is still to be written. */
  openFrom: number;
  end?: NonNullable<Clock["end"]>;
}

class ClockFold {
  readonly #all: Running[] = [];
  readonly #open = new Map<SlaMeasure, Running>();
  #place: Place = { queueId: undefined, level: 1 };
  #owner: AgentId | undefined;
  #pause: Exclude<During, "active" | "resolved"> | undefined;
  #isResolved = false;
  #isWithMachine = false;
  #isAnswered = false;
  /** The first thing they wrote that nobody answered. */
  #askedAt: number | undefined;

  take(event: StoryEvent): void {
    for (const clock of this.#open.values()) this.#writeUpTo(clock, event.at);
    switch (event.kind) {
      case "opened":
        this.#place = event.place;
        this.#wait(event.at);
        break;
      case "customer-wrote":
        this.#customerWrote(event.at);
        break;
      case "answered-question":
        if (this.#isResolved) this.#askedAt = undefined;
        break;
      case "human-replied":
        this.#humanReplied(event.at);
        break;
      case "machine-took-over":
        this.#isWithMachine = true;
        this.#drop("queue-wait");
        this.#drop("first-response");
        break;
      case "human-needed":
        this.#place = event.place;
        this.#humanNeeded(event.at);
        break;
      case "owned":
        this.#owner = event.agentId;
        this.#humanNeeded(event.at);
        this.#end("queue-wait", event.at, "done");
        this.#end("acceptance", event.at, "done");
        break;
      case "released":
        this.#owner = undefined;
        this.#pause = undefined;
        this.#wait(event.at);
        break;
      case "hop":
        this.#hop(event);
        break;
      case "accepted":
        this.#end("acceptance", event.at, "done");
        break;
      case "put-off":
        this.#pause = event.because;
        break;
      case "woken":
        this.#pause = undefined;
        break;
      case "resolved":
        this.#resolved(event.at);
        break;
      case "reopened":
        this.#reopened(event.at, event.by);
        break;
      case "closed":
        this.#resolved(event.at);
        break;
    }
  }

  clocks(): readonly Clock[] {
    return this.#all
      .filter(({ startedAt, end }) => end?.at !== startedAt)
      .map(({ measure, startedAt, start, stretches, openFrom, end }) => ({
        ...start,
        measure,
        startedAt,
        stretches: end ? stretches : [...stretches, this.#stretchFrom(openFrom)],
        ...(end && { end }),
      }))
      .sort((a, b) => a.startedAt - b.startedAt);
  }

  #customerWrote(at: number): void {
    this.#askedAt ??= at;
    // Thanks after it was solved; if it is more, it is reopened.
    if (this.#isResolved) return;
    this.#pause = undefined;
    this.#beginToSolve(at);
    if (!this.#isWithMachine) this.#ask(at);
  }

  /** The attendant is done, or somebody took over from it. */
  #humanNeeded(at: number): void {
    if (!this.#isWithMachine) return;
    this.#isWithMachine = false;
    if (this.#isResolved) return;
    if (this.#owner === undefined) this.#wait(at);
    // What they told the machine is not what a person is late in answering.
    if (this.#askedAt !== undefined) this.#ask(at);
  }

  /** From the first word on, whoever it is said to. */
  #beginToSolve(since: number): void {
    if (!this.#all.some(({ measure }) => measure === "resolution"))
      this.#start("resolution", since);
  }

  /** Somebody has to answer. */
  #ask(since: number): void {
    this.#start(this.#isAnswered ? "next-response" : "first-response", since);
  }

  #humanReplied(at: number): void {
    const answers = this.#askedAt !== undefined;
    this.#askedAt = undefined;
    this.#isWithMachine = false;
    this.#end("first-response", at, "done");
    this.#end("next-response", at, "done");
    // Whoever writes first has answered nobody.
    if (answers) this.#isAnswered = true;
    if (!this.#isResolved) this.#pause = "waiting-customer";
  }

  #hop({ at, place, agentId, asksAcceptance }: Extract<StoryEvent, { kind: "hop" }>): void {
    this.#end("queue-wait", at, "done");
    this.#end("acceptance", at, "done");
    this.#place = place;
    this.#owner = agentId;
    this.#pause = undefined;
    if (agentId === undefined) this.#wait(at);
    if (asksAcceptance) this.#start("acceptance", at);
  }

  #resolved(at: number): void {
    this.#isResolved = true;
    this.#pause = undefined;
    this.#isWithMachine = false;
    this.#askedAt = undefined;
    this.#end("queue-wait", at, "done");
    for (const measure of ["first-response", "next-response", "acceptance"] as const) {
      this.#end(measure, at, "cancelled");
    }
    this.#end("resolution", at, "done");
  }

  #reopened(at: number, by: Extract<StoryEvent, { kind: "reopened" }>["by"]): void {
    if (!this.#isResolved) return;
    // It did not hold: the time goes on where it stood (rules §11, resolution).
    const resolution = this.#all.find(({ measure }) => measure === "resolution");
    if (resolution?.end) {
      delete resolution.end;
      this.#open.set("resolution", resolution);
      this.#writeUpTo(resolution, at);
    }
    this.#isResolved = false;
    if (by === "customer") {
      this.#beginToSolve(this.#askedAt ?? at);
      this.#ask(this.#askedAt ?? at);
    }
    if (by === this.#owner) return;
    this.#owner = undefined;
    this.#wait(at);
  }

  #wait(at: number): void {
    if (!this.#isWithMachine) this.#start("queue-wait", at);
  }

  #start(measure: SlaMeasure, at: number): void {
    if (this.#open.has(measure)) return;
    const clock: Running = {
      measure,
      startedAt: at,
      start: this.#place,
      stretches: [],
      openFrom: at,
    };
    this.#all.push(clock);
    this.#open.set(measure, clock);
  }

  #end(measure: SlaMeasure, at: number, how: "done" | "cancelled"): void {
    const clock = this.#open.get(measure);
    if (!clock) return;
    clock.end = { at, how };
    this.#open.delete(measure);
  }

  /** It was never promised: a machine answers at once. */
  #drop(measure: SlaMeasure): void {
    const clock = this.#open.get(measure);
    if (!clock) return;
    this.#open.delete(measure);
    this.#all.splice(this.#all.indexOf(clock), 1);
  }

  get #during(): During {
    return this.#isResolved ? "resolved" : (this.#pause ?? "active");
  }

  #stretchFrom(from: number): Omit<Stretch, "to"> {
    return { ...this.#place, during: this.#during, ownerId: this.#owner, from };
  }

  #writeUpTo(clock: Running, at: number): void {
    if (at <= clock.openFrom) return;
    const last = clock.stretches.at(-1);
    if (last && this.#goesOn(last)) last.to = at;
    else clock.stretches.push({ ...this.#stretchFrom(clock.openFrom), to: at });
    clock.openFrom = at;
  }

  #goesOn(stretch: Growing): boolean {
    return (
      stretch.during === this.#during &&
      stretch.queueId === this.#place.queueId &&
      stretch.level === this.#place.level &&
      stretch.ownerId === this.#owner
    );
  }
}
