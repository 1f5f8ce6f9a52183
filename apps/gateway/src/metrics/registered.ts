import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import {
  type LabelsOf,
  METRIC_PREFIX,
  METRICS,
  type MetricName,
  type MetricRow,
  type NamesOf,
} from "./metric-table.ts";

/** The metrics of the table, as prom-client has them: no name and no label that is not in it. */
export interface Registered {
  set<Name extends NamesOf<"gauge">>(name: Name, labels: LabelsOf<Name>, value: number): void;
  add<Name extends NamesOf<"counter">>(name: Name, labels: LabelsOf<Name>, by: number): void;
  observe<Name extends NamesOf<"histogram">>(
    name: Name,
    labels: LabelsOf<Name>,
    seconds: number,
  ): void;
  /** Counted elsewhere: what is told is what it stands at. */
  setCounter<Name extends NamesOf<"counter">>(
    name: Name,
    labels: LabelsOf<Name>,
    total: number,
  ): void;
  /** What is over is gone, and does not stay at its last number. */
  forget(name: NamesOf<"gauge">): void;
  /** The same, of all that is told of the installation. */
  forgetFleet(): void;
}

export function registerAll(registry: Registry, tellsFleet: boolean): Registered {
  const gauges = new Map<MetricName, Gauge>();
  const counters = new Map<MetricName, Counter>();
  const histograms = new Map<MetricName, Histogram>();
  for (const name of Object.keys(METRICS) as MetricName[]) {
    const { type, help, labels, of, buckets }: MetricRow = METRICS[name];
    if (of === "fleet" && !tellsFleet) continue;
    const registers = [registry];
    const own = { name: `${METRIC_PREFIX}${name}`, help, labelNames: [...labels], registers };
    if (type === "gauge") gauges.set(name, new Gauge(own));
    else if (type === "counter") counters.set(name, new Counter(own));
    else histograms.set(name, new Histogram({ ...own, buckets: [...(buckets ?? [])] }));
  }
  const totals = new Map<string, number>();
  const add: Registered["add"] = (name, labels, by) => counters.get(name)?.inc({ ...labels }, by);
  return {
    set: (name, labels, value) => gauges.get(name)?.set({ ...labels }, value),
    add,
    observe: (name, labels, seconds) => histograms.get(name)?.observe({ ...labels }, seconds),
    setCounter(name, labels, total) {
      const series = `${name} ${JSON.stringify(labels)}`;
      add(name, labels, Math.max(0, total - (totals.get(series) ?? 0)));
      totals.set(series, total);
    },
    forget: (name) => gauges.get(name)?.reset(),
    forgetFleet() {
      for (const [name, gauge] of gauges) if (METRICS[name].of === "fleet") gauge.reset();
    },
  };
}
