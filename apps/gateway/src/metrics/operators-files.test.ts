import { readFileSync } from "node:fs";
import { join } from "node:path";
import { collectDefaultMetrics, Registry } from "prom-client";
import { z } from "zod";
import { METRIC_PREFIX, METRICS, type MetricName, type MetricRow } from "./metric-table.ts";

const DOCKER = join(import.meta.dirname, "..", "..", "..", "..", "docker");
const text = (file: string) => readFileSync(join(DOCKER, file), "utf8");

const dashboard = z.object({
  panels: z.array(
    z.object({
      id: z.int(),
      title: z.string(),
      gridPos: z.object({ h: z.int(), w: z.int(), x: z.int(), y: z.int() }),
      targets: z.array(z.object({ expr: z.string() })).default([]),
    }),
  ),
});
const panels = dashboard.parse(JSON.parse(text("grafana/circuito.json"))).panels;
const rules = text("prometheus/alerts.yaml")
  .split(/^ +- alert: /m)
  .slice(1)
  .map((rule) => ({
    name: rule.split("\n", 1)[0] ?? "",
    // Up to the next key of the rule, however many lines it has.
    expr: /^ +expr: ([\s\S]*?)^ +(?:for|labels):/m.exec(rule)?.[1] ?? "",
    rule,
  }));

/** What prom-client tells of a process: names and labels of its own. */
const registry = new Registry();
collectDefaultMetrics({ register: registry });
const OWN_OF_NODE = new Set(registry.getMetricsAsArray().map(({ name }) => name));

/** Labels that Prometheus itself puts on series, and buckets of histograms. */
const ALWAYS = ["le", "instance", "job"];

/** What is asked for: a metric with the labels that its selector names. */
function selectorsOf(expr: string): readonly { metric: string; labels: string[] }[] {
  return [...expr.matchAll(/\b((?:circuito|process|nodejs)_\w+)(?:\{([^}]*)\})?/g)].map(
    ([, metric = "", inside = ""]) => ({
      metric,
      labels: [...inside.matchAll(/(\w+) ?[=!]~?/g)].map(([, label = ""]) => label),
    }),
  );
}
const groupedBy = (expr: string) =>
  [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, labels = ""]) => labels.split(/, ?/));

function rowOf(metric: string): MetricRow | undefined {
  const name = metric.replace(METRIC_PREFIX, "");
  const of = (key: string): MetricRow | undefined =>
    key in METRICS ? METRICS[key as MetricName] : undefined;
  const histogram = of(name.replace(/_(bucket|count|sum)$/, ""));
  return of(name) ?? (histogram?.type === "histogram" ? histogram : undefined);
}

/** What is wrong with an expression, by the table of metrics. */
function faultsOf(expr: string): readonly string[] {
  const selectors = selectorsOf(expr);
  if (selectors.length === 0) return [`${expr} asks for nothing`];
  const known = new Set<string>(ALWAYS);
  const faults: string[] = [];
  for (const { metric, labels } of selectors) {
    if (OWN_OF_NODE.has(metric)) continue;
    const row = rowOf(metric);
    if (!row) faults.push(`there is no ${metric}`);
    if (row?.type === "histogram" && !/_(bucket|count|sum)$/.test(metric)) {
      faults.push(`${metric} is a histogram`);
    }
    for (const label of row?.labels ?? []) known.add(label);
    for (const label of labels) {
      if (!row?.labels.includes(label)) faults.push(`${metric} has no ${label}`);
    }
  }
  for (const label of groupedBy(expr)) {
    if (!known.has(label)) faults.push(`nothing has ${label} in ${expr}`);
  }
  if (expr.split("(").length !== expr.split(")").length) faults.push(`${expr} is not closed`);
  return faults;
}

test("every panel asks for metrics that there are, by labels that they have", () => {
  const asking = panels.filter(({ targets }) => targets.length > 0);
  expect(asking.length).toBeGreaterThan(15);
  expect(asking.flatMap(({ targets }) => targets.flatMap(({ expr }) => faultsOf(expr)))).toEqual(
    [],
  );
});

test("panels have a place of their own each", () => {
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const cells = panels.flatMap(({ gridPos: { h, w, x, y } }) => {
    expect(x + w).toBeLessThanOrEqual(24);
    return Array.from({ length: h * w }, (_, at) => `${x + (at % w)},${y + Math.floor(at / w)}`);
  });
  expect(new Set(cells).size).toBe(cells.length);
});

test.each(rules.map(({ name, ...rest }) => [name, rest] as const))(
  "the alert %s asks for metrics that there are, and says what it means and what to do",
  (_name, { expr, rule }) => {
    expect(faultsOf(expr)).toEqual([]);
    expect(rule).toMatch(/severity: (page|ticket)/);
    expect(rule).toMatch(/summary: ".+"/);
    expect(rule).toMatch(/description: ".+\."/);
    for (const [, label = ""] of rule.matchAll(/\$labels\.(\w+)/g)) {
      expect([
        ...groupedBy(expr),
        ...(rowOf(selectorsOf(expr)[0]?.metric ?? "")?.labels ?? []),
      ]).toContain(label);
    }
  },
);

test("every metric of ours is shown on the dashboard or watched by an alert", () => {
  const asked = [...panels.flatMap(({ targets }) => targets), ...rules].flatMap(({ expr }) =>
    selectorsOf(expr).map(({ metric }) => rowOf(metric)),
  );
  const missing = Object.entries(METRICS).filter(([, row]) => !asked.includes(row));
  // Their ages say more, and what was taken says more than what was put in.
  expect(missing.map(([name]) => name).sort()).toEqual(["dues_late", "jobs_placed_total"]);
});

test("operators find each metric in their document", () => {
  const document = readFileSync(join(DOCKER, "..", "docs", "operators.md"), "utf8");
  const missing = Object.keys(METRICS).filter(
    (name) => !document.includes(`\`${METRIC_PREFIX}${name}`),
  );
  expect(missing).toEqual([]);
});
