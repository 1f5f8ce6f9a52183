import { type Log as ConnectorLog, redactor } from "@circuito/connector";
import { trace } from "@opentelemetry/api";
import pino from "pino";
import type { LogLevel } from "../config/config.ts";
import { describeError } from "./describe-error.ts";
import { prettyStream } from "./pretty-stream.ts";

/** One line per fact: fields, not prose; ids, not bodies. */
export interface Log extends ConnectorLog {
  debug(fact: string, fields?: Readonly<Record<string, unknown>>): void;
  /** The same log with fields on every line, such as the component's name. */
  with(fields: Readonly<Record<string, unknown>>): Log;
}

export interface RootLog extends Log {
  /** From here on none of these values appears in any line, in whatever spelling. */
  hide(secrets: readonly string[]): void;
}

/**
 * JSON lines on stdout, or one readable line per fact when a person watches. Lines are written
 * before the call returns: the last one before a crash is the one that matters.
 */
export function createLog(options: {
  readonly level: LogLevel;
  readonly secrets: readonly string[];
  readonly readable: boolean;
  readonly write?: (line: string) => void;
}): RootLog {
  const hidden = [...options.secrets];
  let redact = redactor(hidden);
  const write = options.write ?? ((line: string) => void process.stdout.write(line));
  const logger = pino(
    {
      level: options.level,
      base: null,
      messageKey: "fact",
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      mixin: ownTrace,
    },
    options.readable ? prettyStream(write) : { write },
  );

  function branch(own: pino.Logger): Log {
    const line =
      (level: LogLevel) =>
      (fact: string, fields: Readonly<Record<string, unknown>> = {}): void => {
        if (own.isLevelEnabled(level)) own[level](redact.fields(plain(fields)), redact.text(fact));
      };
    return {
      debug: line("debug"),
      info: line("info"),
      warn: line("warn"),
      error: line("error"),
      with: (fields) => branch(own.child(redact.fields(plain(fields)))),
    };
  }

  return {
    ...branch(logger),
    hide(secrets) {
      hidden.push(...secrets);
      redact = redactor(hidden);
    },
  };
}

/** Where a line and a trace tell of the same work. Nothing where none is recorded. */
function ownTrace(): { readonly traceId?: string } {
  const span = trace.getActiveSpan()?.spanContext();
  return span ? { traceId: span.traceId } : {};
}

function plain(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      value instanceof Error ? describeError(value) : value,
    ]),
  );
}
