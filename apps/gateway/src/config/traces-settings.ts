import { z } from "zod";
import { bothForms } from "./decode-part.ts";

/** Where traces go; absent unless the operator says so. */
export interface TracesConfig {
  /** Of a collector that takes OTLP over HTTP; no slash at the end. */
  readonly endpoint: string;
  readonly serviceName: string;
  /** Of the traces that are kept, 0 to 1. */
  readonly ratio: number;
}

/**
 * Settings of traces, by the names that every program with OpenTelemetry has them under
 * (OpenTelemetry specification, "Environment Variable Specification").
 */
export const tracesFields = {
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, error: "must be a URL like http://collector:4318" })
    .transform((text) => text.replace(/\/+$/, ""))
    .optional(),
  /** Read by the exporter itself: named here so that its values are hidden, and a slip is found. */
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .regex(/^[^=,\s]+=[^,]*(,[^=,\s]+=[^,]*)*$/, "must be a list like name=value,other=value")
    .optional(),
  OTEL_SERVICE_NAME: z.string().default("circuito"),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .regex(/^(0(\.\d+)?|1(\.0+)?)$/, "must be a number from 0 to 1")
    .transform(Number)
    .default(1),
};

interface TracesValues {
  readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined;
  readonly OTEL_EXPORTER_OTLP_HEADERS?: string | undefined;
  readonly OTEL_SERVICE_NAME: string;
  readonly OTEL_TRACES_SAMPLER_ARG: number;
}

export function tracesOf(values: TracesValues): { readonly traces?: TracesConfig } {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } = values;
  if (endpoint === undefined) return {};
  return {
    traces: {
      endpoint,
      serviceName: values.OTEL_SERVICE_NAME,
      ratio: values.OTEL_TRACES_SAMPLER_ARG,
    },
  };
}

/** The values of the headers: keys to a collector. They may be written percent-encoded. */
export function traceSecretsOf({ OTEL_EXPORTER_OTLP_HEADERS: headers }: TracesValues): string[] {
  return (headers ?? "")
    .split(",")
    .map((header) => header.slice(header.indexOf("=") + 1).trim())
    .filter((value) => value !== "")
    .flatMap(bothForms);
}
