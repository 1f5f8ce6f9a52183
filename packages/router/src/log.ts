/** What the router needs of a logger: facts as fields, never bodies. */
export interface RouterLog {
  info(fact: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(fact: string, fields?: Readonly<Record<string, unknown>>): void;
  error(fact: string, fields?: Readonly<Record<string, unknown>>): void;
}
