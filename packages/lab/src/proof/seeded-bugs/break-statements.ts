import pg from "pg";

/** A statement as the gateway issues it: most have a name; those that drizzle writes have none. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

/** As much of PostgreSQL's answer as the gateway looks at. */
export interface Answer {
  readonly rows: readonly Row[];
  readonly rowCount: number | null;
}
export type Row = Readonly<Record<string, unknown>>;

export type Run = (statement: Statement) => Promise<Answer>;

/** What is done instead of a statement. It runs what it likes, on the connection that was asked. */
export interface Tampering {
  /** Of the statement's name, or of its words where it has none. */
  readonly of: RegExp;
  readonly instead: (statement: Statement, run: Run) => Promise<Answer>;
}

type Query = (this: unknown, ...args: unknown[]) => unknown;

/** Who is told what became of the bug. */
export interface Told {
  /** A statement was run otherwise. */
  readonly atWork: () => void;
  /** A statement has not the words any more that the bug is made of: it would be none. */
  readonly outdated: (error: unknown) => void;
}

/**
 * From here on this process's statements are not what its gateway wrote. Under the gateway, and not in
 * it: its code stays as it is read.
 */
export function breakStatements(tamperings: readonly Tampering[], told: Told): void {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const sound = prototype.query;
  prototype.query = function query(...args) {
    const statement = statementOf(args);
    const last = args.at(-1);
    const tampering =
      statement && tamperings.find(({ of }) => of.test(statement.name ?? statement.text));
    if (!statement || !tampering) return Reflect.apply(sound, this, args);
    const run: Run = (one) => Reflect.apply(sound, this, [one]) as Promise<Answer>;
    told.atWork();
    const answered = tamper(tampering, statement, run);
    answered.catch((error) => {
      if (error instanceof Outdated) told.outdated(error);
    });
    // A pool asks with a callback.
    if (typeof last !== "function") return answered;
    answered.then(
      (answer) => last(undefined, answer),
      (error) => last(error),
    );
    return undefined;
  };
}

/** Drizzle gives the values beside the statement. */
function statementOf([first, second]: readonly unknown[]): Statement | undefined {
  if (typeof first !== "object" || first === null) return undefined;
  if (!("text" in first) || typeof first.text !== "string") return undefined;
  const statement = first as Statement;
  return Array.isArray(second) ? { ...statement, values: second } : statement;
}

/** In one turn with whoever asks: statements that are issued together travel together. */
function tamper({ instead }: Tampering, statement: Statement, run: Run): Promise<Answer> {
  try {
    return instead(statement, run);
  } catch (error) {
    return Promise.reject(error);
  }
}

export class Outdated extends Error {
  override readonly name = "Outdated";
}

/** The statement with other words. @throws Outdated where the words are not there */
export function reworded(statement: Statement, sound: string | RegExp, wrong: string): Statement {
  const text = statement.text.replace(sound, wrong);
  if (text === statement.text) {
    throw new Outdated(`${statement.name ?? "a statement"} has no ${sound} any more`);
  }
  return { ...statement, text };
}

/** The statement is run, and something else is answered. */
export async function answering(
  asked: Promise<Answer>,
  wrong: (rows: readonly Row[]) => readonly Row[],
): Promise<Answer> {
  const answer = await asked;
  const rows = wrong(answer.rows);
  return { ...answer, rows, rowCount: rows.length };
}
