import { parseArgs } from "node:util";
import { z } from "zod";

export interface Arguments<Shape extends z.ZodRawShape> {
  readonly usage: string;
  /** By names as code has them; on the command line `perSecond` is `--per-second`. */
  readonly options: z.ZodObject<Shape>;
  /** Those that take no value. */
  readonly flags?: readonly (keyof Shape & string)[];
}

/** @returns the usage text when the arguments are not understood, or ask for it */
export function readArguments<Shape extends z.ZodRawShape>(
  args: readonly string[],
  { usage, options, flags = [] }: Arguments<Shape>,
): z.output<z.ZodObject<Shape>> | string {
  const names = Object.keys(options.shape);
  const known: Record<string, { readonly type: "boolean" | "string" }> = {
    help: { type: "boolean" },
  };
  for (const name of names) {
    known[dashed(name)] = { type: flags.includes(name) ? "boolean" : "string" };
  }
  try {
    // pnpm passes on the `--` that npm needs.
    const { values } = parseArgs({ args: args.filter((arg) => arg !== "--"), options: known });
    if (values.help) return usage;
    return options.parse(Object.fromEntries(names.map((name) => [name, values[dashed(name)]])));
  } catch (error) {
    const message = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    return `${message}\n\n${usage}`;
  }
}

function dashed(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
