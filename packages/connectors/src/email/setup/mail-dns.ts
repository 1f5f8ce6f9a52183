import { lookup, Resolver } from "node:dns/promises";

export interface MailExchangerRecord {
  readonly exchange: string;
  readonly priority: number;
}
export interface ServiceRecord {
  readonly name: string;
  readonly port: number;
  readonly priority: number;
  readonly weight: number;
}

/** The questions that the set-up of a mailbox has for the DNS. All reject with a `code`. */
export interface MailDns {
  /** As a connection would resolve it, the machine's own names included. */
  addresses(host: string): Promise<readonly string[]>;
  exchangers(domain: string): Promise<readonly MailExchangerRecord[]>;
  services(name: string): Promise<readonly ServiceRecord[]>;
  /** Each record whole, however it was cut for the wire. */
  texts(name: string): Promise<readonly string[]>;
}

/** The DNS knows that there is nothing: not the same as not knowing. */
export function isAbsence(error: unknown): boolean {
  const code: unknown = Reflect.get(Object(error), "code");
  return code === "ENOTFOUND" || code === "ENODATA";
}

/** Two tries of a resolver that is well; somebody waits. */
const ANSWER_TIMEOUT_MS = 2_000;
const TRIES = 2;

/** @param servers other than the machine's own, each `address:port` */
export function systemDns(servers?: readonly string[]): MailDns {
  const resolver = new Resolver({ timeout: ANSWER_TIMEOUT_MS, tries: TRIES });
  if (servers) resolver.setServers(servers);
  return {
    addresses: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
    exchangers: (domain) => resolver.resolveMx(domain),
    services: (name) => resolver.resolveSrv(name),
    texts: async (name) => (await resolver.resolveTxt(name)).map((parts) => parts.join("")),
  };
}
