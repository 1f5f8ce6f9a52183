import type { ChatAddress, WirePerson } from "./wire.ts";

/** Somebody who has WhatsApp. Numbers are digits with the country, without `+`. */
export interface Person {
  readonly pn?: string;
  readonly lid?: string;
  /** Their own name for themself. */
  readonly pushname?: string;
  /** As saved in the phone's contacts. */
  readonly name?: string;
  /** Other numbers that lead to them when asked for, such as the nine-digit form in Brazil. */
  readonly alsoReachedAs?: readonly string[];
  readonly isBusiness?: boolean;
  /** WhatsApp gives their number to nobody who has only the lid. */
  readonly hidesNumber?: boolean;
}

/** Who has WhatsApp, and which number is which lid. */
export class People {
  readonly #people: Person[] = [];

  /** A later entry with one of the addresses takes the earlier one's place. */
  add(person: Person): void {
    const at = this.#people.findIndex(
      ({ pn, lid }) =>
        (pn !== undefined && pn === person.pn) || (lid !== undefined && lid === person.lid),
    );
    const before = at < 0 ? undefined : this.#people[at];
    if (before) this.#people.splice(at, 1);
    this.#people.push({ ...before, ...person });
  }

  /** Whoever writes has WhatsApp. */
  meet(wid: ChatAddress, pushname: string | undefined): void {
    const [user = "", server] = wid.split("@");
    const isNew = !this.find(wid);
    if (!isNew && pushname === undefined) return;
    if (server !== "c.us" && server !== "lid") return;
    const person = server === "lid" ? { lid: user } : { pn: user };
    this.add({ ...person, ...(pushname !== undefined && { pushname }) });
  }

  find(wid: ChatAddress): Person | undefined {
    const [user = "", server] = wid.split("@");
    if (server === "lid") return this.#people.find(({ lid }) => lid === user);
    if (server !== "c.us") return undefined;
    return this.#people.find(({ pn }) => pn === user);
  }

  /** As WhatsApp answers a question for a number: perhaps with another one. */
  query(wid: ChatAddress): WirePerson | null {
    const [user = ""] = wid.split("@");
    const person =
      this.find(wid) ?? this.#people.find(({ alsoReachedAs }) => alsoReachedAs?.includes(user));
    return person ? toWire(person, wid) : null;
  }

  /** As the page's contacts have them: everybody that the phone's owner saved. */
  saved(): WirePerson[] {
    return this.#people
      .filter(({ name, pn }) => name !== undefined && pn !== undefined)
      .map((person) => ({ ...toWire(person, `${person.pn}@c.us`) }));
  }

  /** Also for an address that nobody has. */
  describe(wid: ChatAddress): WirePerson {
    const person = this.find(wid);
    return person ? toWire(person, wid) : { wid, isBusiness: false };
  }
}

function toWire(person: Person, asked: ChatAddress): WirePerson {
  const { pn, lid, pushname, name, isBusiness, hidesNumber } = person;
  const wid: ChatAddress = asked.endsWith("@lid") || pn === undefined ? asked : `${pn}@c.us`;
  const givesNumber = pn !== undefined && !(hidesNumber && asked.endsWith("@lid"));
  return {
    wid,
    isBusiness: isBusiness ?? false,
    ...(lid !== undefined && { lid: `${lid}@lid` as const }),
    ...(givesNumber && { pn: `${pn}@c.us` as const }),
    ...(pushname !== undefined && { pushname }),
    ...(name !== undefined && { name }),
  };
}
