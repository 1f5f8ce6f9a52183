import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { FleetMeasures } from "./fleet-measures.ts";

export interface Metrics {
  /** The exposition format of Prometheus, as of now. Never fails: what cannot be read is left out. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** What a process knows of itself. */
export interface ProcessMeasures {
  /** When a canary job last ran, as it heard of it, ms since epoch: jobs are really done. */
  readonly canaryRanAt: () => number | undefined;
}

/**
 * Numbers for Prometheus. Names are `circuito_…` and end in their unit; labels are channels, states and
 * kinds alone, which are few and name nobody.
 * @param fleet numbers of the whole installation, read from the database: told by processes with the
 * `timers` role only, or they would be counted once for each process
 */
export function createMetrics(parts: {
  readonly own: ProcessMeasures;
  readonly fleet: (() => Promise<FleetMeasures>) | undefined;
}): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = <Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
  ) =>
    new Gauge({
      name: `circuito_${name}`,
      help,
      labelNames: [...labelNames],
      registers: [registry],
    });

  const canary = gauge("canary_ran_timestamp_seconds", "When a canary job last ran");
  const fleet = parts.fleet && fleetGauges(gauge);

  return {
    contentType: registry.contentType,
    async text() {
      const ranAt = parts.own.canaryRanAt();
      if (ranAt !== undefined) canary.set(ranAt / 1_000);
      if (parts.fleet && fleet) {
        fleet.show(await parts.fleet().catch(() => undefined));
      }
      return registry.metrics();
    },
  };
}

type MakeGauge = <Label extends string>(
  name: string,
  help: string,
  labelNames?: readonly Label[],
) => Gauge<Label>;

function fleetGauges(gauge: MakeGauge) {
  const up = gauge("database_up", "1 where the database answered, else 0");
  const ledger = gauge(
    "ledger_elements",
    "Elements ever received, by what became of them; received = the sum of the others",
    ["channel", "state"],
  );
  const difference = gauge(
    "ledger_difference",
    "Received less what is accounted for: anything but 0 is a defect",
    ["channel"],
  );
  const unrouted = gauge("unrouted_elements", "Accepted and not routed yet", ["channel"]);
  const lag = gauge("unrouted_age_seconds", "How long the oldest of them waits", ["channel"]);
  const deliveries = gauge(
    "deliveries",
    "Messages on their way out, and those that failed or are in doubt and nobody settled",
    ["status"],
  );
  const deliveryAge = gauge("delivery_age_seconds", "How old the oldest of them is", ["status"]);
  const dues = gauge("dues_late", "What was to be looked at by now", ["kind"]);
  const dueAge = gauge("due_age_seconds", "How late the latest of them is", ["kind"]);
  const webhooks = gauge("webhooks_waiting", "Events that programs outside were not told yet");
  const webhookAge = gauge("webhook_age_seconds", "How old the oldest of them is");
  const all = [ledger, difference, unrouted, lag, deliveries, deliveryAge, dues, dueAge];

  return {
    show(measures: FleetMeasures | undefined): void {
      up.set(measures ? 1 : 0);
      // What is over is gone, and does not stay at its last number.
      for (const one of all) one.reset();
      if (!measures) return;
      const { balance, backlog } = measures;
      for (const { channel, difference: off, ...states } of balance) {
        difference.set({ channel }, off);
        for (const [state, count] of Object.entries(states)) {
          ledger.set({ channel, state: STATE_LABELS[state] ?? state }, count);
        }
        unrouted.set({ channel }, 0);
        lag.set({ channel }, 0);
      }
      for (const { channel, count, ageSeconds } of backlog.unrouted) {
        unrouted.set({ channel }, count);
        lag.set({ channel }, ageSeconds);
      }
      for (const { status, count, ageSeconds } of backlog.deliveries) {
        deliveries.set({ status }, count);
        deliveryAge.set({ status }, ageSeconds);
      }
      for (const { kind, count, ageSeconds } of backlog.dues) {
        dues.set({ kind }, count);
        dueAge.set({ kind }, ageSeconds);
      }
      webhooks.set(backlog.webhooks.count);
      webhookAge.set(backlog.webhooks.ageSeconds);
    },
  };
}

const STATE_LABELS: Readonly<Record<string, string>> = { inFlight: "in_flight" };
