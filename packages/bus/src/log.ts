/** What the bus needs of a logger: facts as fields. */
export interface BusLog {
  info(fact: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(fact: string, fields?: Readonly<Record<string, unknown>>): void;
  error(fact: string, fields?: Readonly<Record<string, unknown>>): void;
}
