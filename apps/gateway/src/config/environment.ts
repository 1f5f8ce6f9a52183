import { nearestName } from "./nearest-name.ts";

/** Every setting there is, in the order in which an operator meets them. */
export const SETTING_NAMES = [
  "DATABASE_URL",
  "REDIS_URL",
  "PUBLIC_URL",
  "PORT",
  "BIND_ADDRESS",
  "TRUSTED_PROXIES",
  "PRIVATE_NETWORKS",
  "API_KEY_REQUESTS_PER_MINUTE",
  "MAIL_LISTENER_PORT",
  "MAIL_LISTENER_ADDRESS",
  "MAIL_LISTENER_PROTOCOL",
  "MAIL_LISTENER_TLS_CERT",
  "MAIL_LISTENER_TLS_KEY",
  "MAIL_SMTP_URL",
  "MAIL_FROM",
  "ISPDB_URL",
  "METRICS_PORT",
  "METRICS_ADDRESS",
  "OTEL_EXPORTER_OTLP_ENDPOINT",
  "OTEL_EXPORTER_OTLP_HEADERS",
  "OTEL_SERVICE_NAME",
  "OTEL_TRACES_SAMPLER_ARG",
  "ROLES",
  "CHANNELS",
  "DATA_DIR",
  "MEDIA_URL",
  "MEDIA_ENDPOINT",
  "MEDIA_REGION",
  "MEDIA_ACCESS_KEY",
  "MEDIA_SECRET_KEY",
  "CHROME_PATH",
  "BACKUP_PATH",
  "SECRET_KEY",
  "LOG_LEVEL",
  "DEMO",
] as const;
export type SettingName = (typeof SETTING_NAMES)[number];

export interface Environment {
  /** What is set and not empty: an empty line in a compose file means "not set". */
  readonly values: Readonly<Partial<Record<SettingName, string>>>;
  /** Names that nobody reads although somebody meant us, each with what was probably meant. */
  readonly unknown: readonly { readonly name: string; readonly meant: SettingName | undefined }[];
}

/**
 * Picks our settings out of an environment full of other programs'. A name that is one slip away
 * from ours, or carries our prefix, was meant for us: ignoring it would start something else than
 * the operator asked for.
 */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const values: Partial<Record<SettingName, string>> = {};
  for (const name of SETTING_NAMES) {
    const value = env[name]?.trim();
    if (value) values[name] = value;
  }
  const unknown = Object.keys(env)
    .filter((name) => !SETTING_NAMES.some((known) => known === name))
    .map((name) => ({ name, meant: nearestName(name, SETTING_NAMES) }))
    .filter(({ name, meant }) => meant !== undefined || /^circuito_/i.test(name));
  return { values, unknown };
}
