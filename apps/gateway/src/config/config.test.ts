import { randomBytes } from "node:crypto";
import { readConfig } from "./config.ts";
import { ConfigError } from "./config-error.ts";

const KEY = randomBytes(32).toString("base64");
const DATABASE = "postgres://someone:canary-password@db.example/circuito";
const GOOD = { DATABASE_URL: DATABASE, SECRET_KEY: KEY };

test("a mail listener is there only when asked for, with both files of its TLS or none", () => {
  expect(readConfig({}).config.mailListener).toBeUndefined();
  expect(readConfig({ MAIL_LISTENER_PORT: "2525" }).config.mailListener).toEqual({
    port: 2525,
    bindAddress: "127.0.0.1",
    protocol: "smtp",
  });
  const half = { MAIL_LISTENER_PORT: "2525", MAIL_LISTENER_TLS_CERT: "/etc/mail.crt" };
  expect(() => readConfig(half)).toThrow("needs MAIL_LISTENER_TLS_KEY");
  const whole = readConfig({ ...half, MAIL_LISTENER_TLS_KEY: "/etc/mail.key" });
  expect(whole.config.mailListener?.tls).toEqual({
    certFile: "/etc/mail.crt",
    keyFile: "/etc/mail.key",
  });
});

test("nothing set is the embedded default, for this machine only", () => {
  const { config, secrets } = readConfig({ PATH: "/bin", HOME: "/root", npm_config_yes: "false" });
  expect(config).toMatchObject({
    database: "embedded",
    jobs: "postgres",
    publicUrl: "http://localhost:4000",
    port: 4000,
    bindAddress: "127.0.0.1",
    roles: ["web", "connectors", "router", "delivery", "timers"],
    channels: expect.arrayContaining(["sms", "webchat", "loopback"]),
    logLevel: "info",
  });
  expect(secrets).toEqual({
    databaseUrl: undefined,
    redisUrl: undefined,
    secretKey: undefined,
    traces: [],
  });
});

test("a deployment says what it wants", () => {
  const { config, secrets } = readConfig({
    ...GOOD,
    REDIS_URL: "rediss://:pw@redis.example:6380",
    PUBLIC_URL: "https://support.example.com/",
    PORT: "8080",
    ROLES: "router, delivery",
    CHANNELS: "sms",
    TRUSTED_PROXIES: "10.0.0.0/8, ::1",
    LOG_LEVEL: "warn",
    DEMO: "",
  });
  expect(config).toMatchObject({
    database: "external",
    jobs: "redis",
    publicUrl: "https://support.example.com",
    port: 8080,
    bindAddress: "::",
    roles: ["router", "delivery"],
    channels: ["sms"],
    trustedProxies: ["10.0.0.0/8", "::1"],
    logLevel: "warn",
    demo: false,
  });
  expect(secrets.secretKey?.byteLength).toBe(32);
});

test("what may be logged holds nothing of what may not", () => {
  const { config } = readConfig({ ...GOOD, REDIS_URL: "redis://:canary-redis@redis.example" });
  expect(JSON.stringify(config)).not.toMatch(/canary/);
});

const BAD: readonly (readonly [name: string, value: string, says: string])[] = [
  ["DATABASE_URL", "mysql://canary@db", "must be a URL like postgres://"],
  ["DATABASE_URL", "canary", "must be a URL like postgres://"],
  ["REDIS_URL", "http://canary", "must be a URL like redis://"],
  ["PUBLIC_URL", "support.canary.com", "must be a URL like https://"],
  ["PUBLIC_URL", "http://support.canary.com", "must be https"],
  ["PUBLIC_URL", "https://canary.com/help", "must end after the host"],
  ["PUBLIC_URL", "https://a:canary@b.com", "must end after the host"],
  ["PORT", "canary", "whole number"],
  ["PORT", "0", "whole number"],
  ["PORT", "65536", "whole number"],
  ["PORT", "4000.5", "whole number"],
  ["ROLES", "web,canary", "must be all, or a list of"],
  ["CHANNELS", "canary", "must be all, or a list of"],
  ["MAIL_SMTP_URL", "https://canary", "must be a URL like smtps://"],
  ["MAIL_SMTP_URL", "smtp://canary?x=y", "must be a URL like smtps://"],
  ["MAIL_FROM", "canary", "must be an address like"],
  ["SECRET_KEY", "Y2FuYXJ5", "at least 32 bytes"],
  ["SECRET_KEY", Buffer.alloc(32, "canary").toString("base64"), "is not random"],
  ["SECRET_KEY", Buffer.alloc(32).toString("base64"), "is not random"],
  ["API_KEY_REQUESTS_PER_MINUTE", "canary", "whole number from 0"],
  ["API_KEY_REQUESTS_PER_MINUTE", "1000001", "whole number from 0"],
  ["TRUSTED_PROXIES", "10.0.0.0/33", "must be addresses or networks"],
  ["TRUSTED_PROXIES", "canary", "must be addresses or networks"],
  ["MEDIA_URL", "https://canary.example/x", "must be a URL like s3://"],
  ["MEDIA_URL", "s3://canary/../x?y", "must be a URL like s3://"],
  ["MEDIA_ENDPOINT", "canary", "must be a URL like https://"],
  ["MEDIA_ENDPOINT", "https://s3.example.com/canary", "must end after the host"],
  ["MEDIA_REGION", "Canary!", "must be a region like"],
  ["OTEL_EXPORTER_OTLP_ENDPOINT", "canary:4317", "must be a URL like http://"],
  ["OTEL_EXPORTER_OTLP_HEADERS", "canary", "must be a list like"],
  ["OTEL_TRACES_SAMPLER_ARG", "1.5canary", "must be a number from 0 to 1"],
  ["MAIL_SMTP_URL", "smtps://a:canary%zz@mail.example", "must be a URL like smtps://"],
  ["LOG_LEVEL", "canary", "must be one of"],
  ["DEMO", "canary", "must be true or false"],
  ["DATABSE_URL", "canary", "did you mean DATABASE_URL?"],
  ["REDIS_URI", "canary", "did you mean REDIS_URL?"],
  ["SERCET_KEY", "canary", "did you mean SECRET_KEY?"],
  ["secret_key", "canary", "did you mean SECRET_KEY?"],
  ["CIRCUITO_PORT", "canary", "did you mean PORT?"],
  ["CIRCUITO_CANARY_MODE", "x", "is not a setting"],
];

test.each(BAD)("%s=%s is refused by name, without its value", (name, value, says) => {
  const bucket = { MEDIA_URL: "s3://b1x", MEDIA_ACCESS_KEY: "a", MEDIA_SECRET_KEY: "b" };
  const mail = { MAIL_SMTP_URL: "smtps://a:b@mail.example", MAIL_FROM: "a@example.com" };
  const error = problemsOf({
    ...{ ...GOOD, ...(/^MEDIA/.test(name) && bucket), ...(/^MAIL/.test(name) && mail) },
    [name]: value,
  });
  expect(error.problems).toHaveLength(1);
  expect(error.message).toContain(`${name}: `);
  expect(error.message).toContain(says);
  expect(error.message.replaceAll("CIRCUITO_CANARY_MODE", "")).not.toMatch(/canary/i);
});

test("a bucket is named with its keys, which are told to nobody", () => {
  const BUCKET = {
    MEDIA_URL: "s3://files/a/b",
    MEDIA_ACCESS_KEY: "id",
    MEDIA_SECRET_KEY: "canary",
  };
  const { config, secrets } = readConfig({ ...GOOD, ...BUCKET, MEDIA_REGION: "sa-east-1" });
  expect(JSON.stringify(config)).not.toContain("canary");
  expect(secrets.bucket).toEqual({
    endpoint: "https://s3.sa-east-1.amazonaws.com",
    region: "sa-east-1",
    bucket: "files",
    prefix: "a/b/",
    accessKey: "id",
    secretKey: "canary",
  });
  const alike = {
    ...BUCKET,
    MEDIA_URL: "s3://files",
    MEDIA_ENDPOINT: "http://minio.example:9000/",
  };
  expect(readConfig({ ...GOOD, ...alike }).secrets.bucket).toMatchObject({
    endpoint: "http://minio.example:9000",
    prefix: "",
  });
  expect(problemsOf({ ...GOOD, MEDIA_URL: "s3://files" }).problems).toEqual([
    "MEDIA_ACCESS_KEY: is needed with MEDIA_URL",
    "MEDIA_SECRET_KEY: is needed with MEDIA_URL",
  ]);
  expect(problemsOf({ ...GOOD, MEDIA_SECRET_KEY: "canary" }).problems).toEqual([
    "MEDIA_SECRET_KEY: says nothing without MEDIA_URL",
  ]);
});

test("everything wrong is said at once", () => {
  const error = problemsOf({ DATABASE_URL: DATABASE, PORT: "x", ROLES: "y", PUBIC_URL: "z" });
  expect(error.problems.map((problem) => problem.split(":")[0]).sort()).toEqual([
    "PORT",
    "PUBIC_URL",
    "ROLES",
    "SECRET_KEY",
  ]);
});

test("a database of one's own needs a key of one's own", () => {
  expect(problemsOf({ DATABASE_URL: DATABASE }).message).toContain("SECRET_KEY: is needed");
});

test.each(["POST", "ROLE", "HOST", "PGDATABASE", "MYSQL_URL", "API_KEY", "LOG_FILE"])(
  "%s is another program's business",
  (name) => {
    expect(() => readConfig({ [name]: "x" })).not.toThrow();
  },
);

function problemsOf(env: Record<string, string>): ConfigError {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error("was not refused");
}

test("an ordinary start refuses to break on purpose", () => {
  expect(() => readConfig({ FAULT: "I3:1:kill" })).toThrow(/FAULT: is for proofs alone/);
  expect(() => readConfig({ BUG: "7" })).toThrow(/BUG: is for proofs alone/);
  expect(readConfig({ FAULT: "", BUG: "" }).config.database).toBe("embedded");
});

test.each([
  [
    "smtps://ana%40x:se%3Anha@mail.example",
    { port: 465, security: "tls", user: "ana@x", password: "se:nha" },
  ],
  ["smtp://mail.example", { port: 587, security: "starttls" }],
  ["smtp://10.0.0.5:25?security=none", { host: "10.0.0.5", port: 25, security: "none" }],
])("%s is where own mail leaves", (MAIL_SMTP_URL, expected) => {
  const { config, secrets } = readConfig({
    ...GOOD,
    MAIL_SMTP_URL,
    MAIL_FROM: "Loja <a@Loja.example>",
  });
  expect(secrets.ownMail).toMatchObject({
    ...expected,
    from: { name: "Loja", address: "a@loja.example" },
  });
  expect(JSON.stringify(config)).not.toContain("se:nha");
});

test("traces go where the operator says, and what the collector wants to hear is a secret", () => {
  const { config, secrets } = readConfig({
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318/",
    OTEL_EXPORTER_OTLP_HEADERS: "authorization=Basic%20canary,x-key=canary-2",
    OTEL_TRACES_SAMPLER_ARG: "0.05",
  });
  expect(config.traces).toEqual({
    endpoint: "http://collector:4318",
    serviceName: "circuito",
    ratio: 0.05,
  });
  expect(secrets.traces).toEqual(["Basic%20canary", "Basic canary", "canary-2"]);
  expect(readConfig({}).config.traces).toBeUndefined();
});
