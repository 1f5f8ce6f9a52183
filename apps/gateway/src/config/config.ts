import { isAbsolute, resolve } from "node:path";
import type { LocalBrowser } from "@circuito/connector";
import type { Channel } from "@circuito/domain";
import type { S3Settings } from "@circuito/store";
import { z } from "zod";
import { BUILT_CHANNELS } from "../inboxes/connectors.ts";
import { browserFields, browserOf, browserProblems } from "./browser.ts";
import { ConfigError } from "./config-error.ts";
import { type Environment, readEnvironment } from "./environment.ts";
import { faultProblems } from "./fault-guard.ts";
import { bucketOf, mediaFields, mediaProblems } from "./media-settings.ts";
import { type OwnMailSettings, ownMailFields, ownMailOf } from "./own-mail.ts";
import { publicOrigin } from "./public-origin.ts";
import { secretKeyBytes } from "./secret-key.ts";
import { type TracesConfig, traceSecretsOf, tracesFields, tracesOf } from "./traces-settings.ts";
import { networkList } from "./trusted-proxies.ts";

export const ROLES = ["web", "connectors", "router", "delivery", "timers"] as const;
/** What one process does; one process may do it all. */
export type Role = (typeof ROLES)[number];

export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface MailListenerConfig {
  readonly port: number;
  readonly bindAddress: string;
  readonly protocol: "smtp" | "lmtp";
  /** Absolute paths of PEM files. */
  readonly tls?: { readonly certFile: string; readonly keyFile: string };
}

/** What may be shown and logged. Whatever may not is in {@link Secrets}. */
export interface Config {
  readonly database: "embedded" | "external";
  readonly jobs: "postgres" | "redis";
  /** Scheme, host and port by which browsers and providers reach us; no slash at the end. */
  readonly publicUrl: string;
  readonly port: number;
  readonly bindAddress: string;
  /** Addresses and networks whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** Private networks in which inboxes may have their servers; none unless the operator says so. */
  readonly privateNetworks: readonly string[];
  /** How much one API key may ask in a minute, over all processes; 0: any number. */
  readonly apiKeyRequestsPerMinute: number;
  /** Where mail servers hand mail over; absent unless the operator says so. */
  readonly mailListener?: MailListenerConfig;
  /** A public collection of mail settings, asked by domain; nobody is asked by default. */
  readonly ispdbUrl: string | undefined;
  /** Where numbers are told to Prometheus; absent unless the operator says so. */
  readonly metrics?: { readonly port: number; readonly bindAddress: string };
  readonly traces?: TracesConfig;
  readonly roles: readonly Role[];
  readonly channels: readonly Channel[];
  /** Absolute. */
  readonly dataDir: string;
  /** For channels that need one; absent where none was named and none is on the PATH. */
  readonly browser?: LocalBrowser;
  /** Where the operator's backups are, or the newest of them: the doctor looks how old it is. */
  readonly backupPath: string | undefined;
  readonly logLevel: LogLevel;
  /** Whether an empty external database gets the demo organization, too. */
  readonly demo: boolean;
}

export interface Secrets {
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  /** `undefined`: the embedded default keeps its own key in the data folder. */
  readonly secretKey: Uint8Array | undefined;
  /** `undefined`: the installation's own mail leaves through an inbox, if at all. */
  readonly ownMail: OwnMailSettings | undefined;
  /** `undefined`: files and large payloads are kept in the data folder. */
  readonly bucket: S3Settings | undefined;
  /** What a collector of traces wants to hear before it takes any. */
  readonly traces: readonly string[];
}

const PORT_DEFAULT = 4000;
const PORT_RULE = "must be a whole number from 1 to 65535";

/** `all`, or some of these names with commas between. */
function someOf<const Names extends readonly string[]>(names: Names) {
  return z.string().transform((text, context): Names[number][] => {
    if (text === "all") return [...names];
    const wanted = text.split(",").map((part) => part.trim());
    const known = names.filter((name) => wanted.includes(name));
    if (known.length !== new Set(wanted).size) {
      context.addIssue(`must be all, or a list of ${names.join(",")}`);
    }
    return known;
  });
}

const serverUrl = (schemes: RegExp, example: string) =>
  z.url({ protocol: schemes, error: `must be a URL like ${example}` });

const tcpPort = z
  .string()
  .regex(/^[1-9]\d{0,4}$/, PORT_RULE)
  .transform(Number)
  .refine((port) => port <= 65_535, PORT_RULE);

const REQUESTS_RULE = "must be a whole number from 0 to 1000000";

/** Ten a second: a program that copies all conversations gets along, a loop that forgot to wait does not. */
const REQUESTS_PER_MINUTE_DEFAULT = 600;

const requestsPerMinute = z
  .string()
  .regex(/^\d{1,7}$/, REQUESTS_RULE)
  .transform(Number)
  .refine((count) => count <= 1_000_000, REQUESTS_RULE);

const settings = z.object({
  DATABASE_URL: serverUrl(/^postgres(ql)?$/, "postgres://user:password@host/database").optional(),
  REDIS_URL: serverUrl(/^rediss?$/, "redis://host:6379").optional(),
  PUBLIC_URL: publicOrigin.optional(),
  PORT: tcpPort.default(PORT_DEFAULT),
  BIND_ADDRESS: z.string().optional(),
  TRUSTED_PROXIES: networkList.default([]),
  PRIVATE_NETWORKS: networkList.default([]),
  API_KEY_REQUESTS_PER_MINUTE: requestsPerMinute.default(REQUESTS_PER_MINUTE_DEFAULT),
  MAIL_LISTENER_PORT: tcpPort.optional(),
  MAIL_LISTENER_ADDRESS: z.string().default("127.0.0.1"),
  MAIL_LISTENER_PROTOCOL: z
    .enum(["smtp", "lmtp"], { error: "must be smtp or lmtp" })
    .default("smtp"),
  MAIL_LISTENER_TLS_CERT: z.string().optional(),
  MAIL_LISTENER_TLS_KEY: z.string().optional(),
  METRICS_PORT: tcpPort.optional(),
  METRICS_ADDRESS: z.string().default("127.0.0.1"),
  ...ownMailFields,
  ISPDB_URL: serverUrl(/^https$/, "https://autoconfig.thunderbird.net/v1.1").optional(),
  ROLES: someOf(ROLES).default([...ROLES]),
  CHANNELS: someOf(BUILT_CHANNELS).default([...BUILT_CHANNELS]),
  DATA_DIR: z.string().default(".circuito"),
  ...tracesFields,
  ...mediaFields,
  ...browserFields,
  BACKUP_PATH: z.string().refine(isAbsolute, "must be an absolute path").optional(),
  SECRET_KEY: secretKeyBytes.optional(),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(", ")}` })
    .default("info"),
  DEMO: z.enum(["true", "false"], { error: "must be true or false" }).default("false"),
});

/**
 * Reads and checks everything at once, before anything is opened.
 * @throws ConfigError naming every setting that is wrong, and no value
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): {
  readonly config: Config;
  readonly secrets: Secrets;
} {
  const environment = readEnvironment(env);
  const parsed = settings.safeParse(environment.values);
  const problems = [...unknownNames(environment), ...brokenValues(parsed.error)];
  problems.push(...mediaProblems(environment.values));
  problems.push(...browserProblems(env));
  problems.push(...faultProblems(env));
  const external = environment.values.DATABASE_URL !== undefined;
  if (external && environment.values.SECRET_KEY === undefined) {
    problems.push(
      "SECRET_KEY: is needed with DATABASE_URL; make one with: openssl rand -base64 32",
    );
  }
  const { MAIL_LISTENER_TLS_CERT: cert, MAIL_LISTENER_TLS_KEY: key } = environment.values;
  if ((cert === undefined) !== (key === undefined)) {
    problems.push("MAIL_LISTENER_TLS_CERT: needs MAIL_LISTENER_TLS_KEY, and the other way round");
  }
  const { MAIL_SMTP_URL: smtp, MAIL_FROM: from } = environment.values;
  if ((smtp === undefined) !== (from === undefined)) {
    problems.push("MAIL_SMTP_URL: needs MAIL_FROM, and the other way round");
  }
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);

  const values = parsed.data;
  return {
    config: {
      database: external ? "external" : "embedded",
      jobs: values.REDIS_URL === undefined ? "postgres" : "redis",
      publicUrl: values.PUBLIC_URL ?? `http://localhost:${values.PORT}`,
      port: values.PORT,
      // The demo on somebody's machine is for that machine; a deployment is for its network.
      bindAddress: values.BIND_ADDRESS ?? (external ? "::" : "127.0.0.1"),
      trustedProxies: values.TRUSTED_PROXIES,
      privateNetworks: values.PRIVATE_NETWORKS,
      apiKeyRequestsPerMinute: values.API_KEY_REQUESTS_PER_MINUTE,
      ...mailListenerOf(values),
      ispdbUrl: values.ISPDB_URL,
      ...(values.METRICS_PORT !== undefined && {
        metrics: { port: values.METRICS_PORT, bindAddress: values.METRICS_ADDRESS },
      }),
      ...tracesOf(values),
      roles: values.ROLES,
      channels: values.CHANNELS,
      dataDir: resolve(values.DATA_DIR),
      ...browserOf(values.CHROME_PATH, env),
      backupPath: values.BACKUP_PATH,
      logLevel: values.LOG_LEVEL,
      demo: values.DEMO === "true",
    },
    secrets: {
      databaseUrl: values.DATABASE_URL,
      redisUrl: values.REDIS_URL,
      secretKey: values.SECRET_KEY,
      ownMail: ownMailOf(values),
      bucket: bucketOf(values),
      traces: traceSecretsOf(values),
    },
  };
}

function mailListenerOf(values: z.infer<typeof settings>): Pick<Config, "mailListener"> {
  const { MAIL_LISTENER_PORT: port } = values;
  if (port === undefined) return {};
  const { MAIL_LISTENER_TLS_CERT: cert, MAIL_LISTENER_TLS_KEY: key } = values;
  return {
    mailListener: {
      port,
      bindAddress: values.MAIL_LISTENER_ADDRESS,
      protocol: values.MAIL_LISTENER_PROTOCOL,
      ...(cert !== undefined &&
        key !== undefined && { tls: { certFile: resolve(cert), keyFile: resolve(key) } }),
    },
  };
}

function unknownNames({ unknown }: Environment): string[] {
  return unknown.map(({ name, meant }) =>
    meant ? `${name}: is not a setting; did you mean ${meant}?` : `${name}: is not a setting`,
  );
}

/** Zod's own words may quote the value; every rule above brings its own, which do not. */
function brokenValues(error: z.ZodError | undefined): string[] {
  return (error?.issues ?? []).map((issue) => `${issue.path.join(".")}: ${issue.message}`);
}
