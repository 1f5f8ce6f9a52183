import type { JobCounts, JobKind } from "@circuito/bus";
import type { Received } from "@circuito/connector";
import type { Channel } from "@circuito/domain";
import type { WorkMeasure } from "@circuito/router";
import { collectDefaultMetrics, Registry } from "prom-client";
import type { ComparingMeasure } from "../comparing/compare-inboxes.ts";
import type { NoRoomBecause } from "../http/webhook-room.ts";
import type { FleetMeasures } from "./fleet-measures.ts";
import { type Registered, registerAll } from "./registered.ts";

export interface Metrics {
  /** The exposition format of Prometheus, as of now. Never fails: what cannot be read is left out. */
  text(): Promise<string>;
  readonly contentType: string;
  /** Told by whoever does the work of this process. */
  readonly work: ProcessWork;
}

/** What a process is told of its own work, beside what it can be asked. */
export interface ProcessWork extends WorkMeasure, ComparingMeasure {
  /** Elements of one call of a connector were committed. */
  accepted(channel: Channel, outcomes: readonly Received["outcome"][], tookMs: number): void;
  /** A request of a provider was told to come back, since there was no room for it. */
  keptOut(because: NoRoomBecause): void;
  /** A console found so many views newer than any event had told it. */
  repaired(views: number): void;
  /** How many sockets there are, by namespace: asked whenever somebody reads. */
  countSockets(read: () => Readonly<Record<string, number>>): void;
}

/** What a process can be asked of itself. */
export interface ProcessMeasures {
  /** When a canary job last ran, as it heard of it, ms since epoch: jobs are really done. */
  readonly canaryRanAt: () => number | undefined;
  readonly jobs: () => readonly (readonly [JobKind, JobCounts])[];
}

/**
 * Numbers for Prometheus: the rows of `metric-table.ts`, and nothing else of ours.
 * @param fleet numbers of the whole installation, read from the database: told by processes with the
 * `timers` role only, or they would be counted once for each process
 */
export function createMetrics(parts: {
  readonly own: ProcessMeasures;
  readonly fleet: (() => Promise<FleetMeasures>) | undefined;
}): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const metrics = registerAll(registry, parts.fleet !== undefined);
  let readSockets: () => Readonly<Record<string, number>> = () => ({});

  return {
    contentType: registry.contentType,
    work: {
      ...workOf(metrics),
      countSockets(read) {
        readSockets = read;
      },
    },
    async text() {
      const ranAt = parts.own.canaryRanAt();
      if (ranAt !== undefined) metrics.set("canary_ran_timestamp_seconds", {}, ranAt / 1_000);
      for (const [kind, { placed, taken }] of parts.own.jobs()) {
        metrics.setCounter("jobs_placed_total", { kind }, placed);
        metrics.setCounter("jobs_taken_total", { kind }, taken);
      }
      for (const [namespace, count] of Object.entries(readSockets())) {
        metrics.set("socket_clients", { namespace }, count);
      }
      if (parts.fleet) showFleet(metrics, await parts.fleet().catch(() => undefined));
      return registry.metrics();
    },
  };
}

function workOf(metrics: Registered): Omit<ProcessWork, "countSockets"> {
  return {
    accepted(channel, outcomes, tookMs) {
      for (const outcome of outcomes) {
        metrics.add("accepted_elements_total", { channel, outcome }, 1);
      }
      metrics.observe("accept_seconds", { channel }, tookMs / 1_000);
    },
    keptOut(because) {
      metrics.add("kept_out_webhooks_total", { because }, 1);
    },
    routed(messages) {
      // A clock that was set back makes nothing young.
      for (const { channel, waitedMs } of messages) {
        metrics.observe("route_lag_seconds", { channel }, Math.max(0, waitedMs) / 1_000);
      }
    },
    repaired(views) {
      metrics.add("console_repairs_total", {}, views);
    },
    recovered(channel, messages) {
      metrics.add("compared_missing_total", { channel }, messages);
    },
    comparedUntil(untils) {
      metrics.forget("compared_until_timestamp_seconds");
      for (const [channel, until] of untils) {
        metrics.set("compared_until_timestamp_seconds", { channel }, until / 1_000);
      }
    },
    claimed(channel, waitedMs) {
      metrics.observe("claim_lag_seconds", { channel }, Math.max(0, waitedMs) / 1_000);
    },
    tried(channel, outcome, tookMs) {
      metrics.add("send_tries_total", { channel, outcome }, 1);
      metrics.observe("send_seconds", { channel }, Math.max(0, tookMs) / 1_000);
    },
  };
}

function showFleet(metrics: Registered, measures: FleetMeasures | undefined): void {
  metrics.forgetFleet();
  metrics.set("database_up", {}, measures ? 1 : 0);
  if (!measures) return;
  const { balance, backlog } = measures;
  for (const { channel, difference, ...states } of balance) {
    metrics.set("ledger_difference", { channel }, difference);
    for (const [state, count] of Object.entries(states)) {
      metrics.set("ledger_elements", { channel, state: STATE_LABELS[state] ?? state }, count);
    }
    metrics.set("unrouted_elements", { channel }, 0);
    metrics.set("unrouted_age_seconds", { channel }, 0);
  }
  for (const { channel, count, ageSeconds } of backlog.unrouted) {
    metrics.set("unrouted_elements", { channel }, count);
    metrics.set("unrouted_age_seconds", { channel }, ageSeconds);
  }
  for (const { status, count, ageSeconds } of backlog.deliveries) {
    metrics.set("deliveries", { status }, count);
    metrics.set("delivery_age_seconds", { status }, ageSeconds);
  }
  for (const { kind, count, ageSeconds } of backlog.dues) {
    metrics.set("dues_late", { kind }, count);
    metrics.set("due_age_seconds", { kind }, ageSeconds);
  }
  metrics.set("webhooks_waiting", {}, backlog.webhooks.count);
  metrics.set("webhook_age_seconds", {}, backlog.webhooks.ageSeconds);
}

const STATE_LABELS: Readonly<Record<string, string>> = { inFlight: "in_flight" };
