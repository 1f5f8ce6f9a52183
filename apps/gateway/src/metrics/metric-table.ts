export interface MetricRow {
  readonly type: "gauge" | "counter" | "histogram";
  readonly help: string;
  /** Few values each, and none that names anybody: channels, states, kinds. */
  readonly labels: readonly string[];
  /** `fleet`: of the whole installation, told by processes with the role `timers` alone. */
  readonly of: "process" | "fleet";
  /** Upper bounds of a histogram, in its unit. */
  readonly buckets?: readonly number[];
}

export const METRIC_PREFIX = "circuito_";

/** From a commit on a good disk to one that is about to be given up (promises P15). */
const ACCEPT_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
/** From at once to a morning in which nobody routed. */
const LAG_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 1_800, 7_200];
/** From an API nearby to a mail server that takes its ten minutes (RFC 5321 §4.5.3.2.6). */
const SEND_BUCKETS = [0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 600];

/**
 * Everything we tell Prometheus beside what prom-client tells of a Node.js process, by its name without
 * our prefix, which ends in its unit (prometheus.io/docs/practices/naming).
 */
export const METRICS = {
  accepted_elements_total: {
    type: "counter",
    help: "Elements that this process took in; new, duplicate, or collision (a sender's id with other content)",
    labels: ["channel", "outcome"],
    of: "process",
  },
  kept_out_webhooks_total: {
    type: "counter",
    help: "Requests of providers that were told to come back, since this process had its hands full",
    labels: ["because"],
    of: "process",
  },
  accept_seconds: {
    type: "histogram",
    help: "From an element at the door to its commit",
    labels: ["channel"],
    of: "process",
    buckets: ACCEPT_BUCKETS,
  },
  route_lag_seconds: {
    type: "histogram",
    help: "From a message's commit at the door to its place in a conversation; its count is the messages routed",
    labels: ["channel"],
    of: "process",
    buckets: LAG_BUCKETS,
  },
  claim_lag_seconds: {
    type: "histogram",
    help: "From a message of ours being written to a process taking it up for its first try",
    labels: ["channel"],
    of: "process",
    buckets: LAG_BUCKETS,
  },
  send_seconds: {
    type: "histogram",
    help: "How long providers took for a try",
    labels: ["channel"],
    of: "process",
    buckets: SEND_BUCKETS,
  },
  send_tries_total: {
    type: "counter",
    help: "Tries to send by what came of them: taken, or the class of the provider's error",
    labels: ["channel", "outcome"],
    of: "process",
  },
  socket_clients: {
    type: "gauge",
    help: "Sockets of browsers on this process",
    labels: ["namespace"],
    of: "process",
  },
  console_repairs_total: {
    type: "counter",
    help: "Views that consoles found newer, each minute, than any event had told them: lost events",
    labels: [],
    of: "process",
  },
  jobs_placed_total: {
    type: "counter",
    help: "Jobs that this process put in",
    labels: ["kind"],
    of: "process",
  },
  jobs_taken_total: {
    type: "counter",
    help: "Jobs that this process began",
    labels: ["kind"],
    of: "process",
  },
  compared_missing_total: {
    type: "counter",
    help: "Messages that had not come by themselves, and were found by asking the provider",
    labels: ["channel"],
    of: "process",
  },
  compared_until_timestamp_seconds: {
    type: "gauge",
    help: "Until when every inbox of the channel was compared with its provider, told by the process that compares",
    labels: ["channel"],
    of: "process",
  },
  canary_ran_timestamp_seconds: {
    type: "gauge",
    help: "When a canary job last ran, as this process heard of it",
    labels: [],
    of: "process",
  },
  database_up: {
    type: "gauge",
    help: "1 where the database answered, else 0",
    labels: [],
    of: "fleet",
  },
  ledger_elements: {
    type: "gauge",
    help: "Elements ever received, by what became of them; received = the sum of the others",
    labels: ["channel", "state"],
    of: "fleet",
  },
  ledger_difference: {
    type: "gauge",
    help: "Received less what is accounted for: anything but 0 is a defect",
    labels: ["channel"],
    of: "fleet",
  },
  unrouted_elements: {
    type: "gauge",
    help: "Accepted and not routed yet",
    labels: ["channel"],
    of: "fleet",
  },
  unrouted_age_seconds: {
    type: "gauge",
    help: "How long the oldest of them waits",
    labels: ["channel"],
    of: "fleet",
  },
  deliveries: {
    type: "gauge",
    help: "Messages on their way out, and those that failed or are in doubt and nobody settled",
    labels: ["status"],
    of: "fleet",
  },
  delivery_age_seconds: {
    type: "gauge",
    help: "How old the oldest of them is",
    labels: ["status"],
    of: "fleet",
  },
  dues_late: {
    type: "gauge",
    help: "What was to be looked at by now",
    labels: ["kind"],
    of: "fleet",
  },
  due_age_seconds: {
    type: "gauge",
    help: "How late the latest of them is",
    labels: ["kind"],
    of: "fleet",
  },
  webhooks_waiting: {
    type: "gauge",
    help: "Events that programs outside were not told yet",
    labels: [],
    of: "fleet",
  },
  webhook_age_seconds: {
    type: "gauge",
    help: "How old the oldest of them is",
    labels: [],
    of: "fleet",
  },
} as const satisfies Readonly<Record<string, MetricRow>>;

type Table = typeof METRICS;
export type MetricName = keyof Table;
export type NamesOf<Type extends MetricRow["type"]> = {
  [Name in MetricName]: Table[Name]["type"] extends Type ? Name : never;
}[MetricName];
export type LabelsOf<Name extends MetricName> = Readonly<
  Record<Table[Name]["labels"][number], string>
>;
