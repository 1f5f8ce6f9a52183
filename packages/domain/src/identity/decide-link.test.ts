import fc from "fast-check";
import type { ContactId } from "../ids.ts";
import { EVIDENCE } from "./contact.ts";
import {
  type Clue,
  decideLink,
  type LinkBecause,
  type Party,
  type Verdict,
} from "./decide-link.ts";

const ana: Party = { id: "ana" as ContactId, signedAs: [] };
const bia: Party = { id: "bia" as ContactId, signedAs: [] };
const signed = (party: Party): Party => ({ ...party, signedAs: [`customer:i/${party.id}`] });
const clue = (evidence: Clue["evidence"], because: LinkBecause, isShared = false): Clue => ({
  evidence,
  because,
  isShared,
});

test.each<[string, Party, Party, Clue, Verdict | undefined, string]>([
  ["a signature merges", signed(ana), bia, clue("signed", "signed-identity"), undefined, "merge"],
  ["one account is one person", ana, bia, clue("alias", "same-account"), undefined, "merge"],
  [
    "what they said is a question",
    ana,
    bia,
    clue("self-declared", "claims-address"),
    undefined,
    "suggest: weak-evidence",
  ],
  [
    "two signed names are two people",
    signed(ana),
    signed(bia),
    clue("signed", "signed-identity"),
    undefined,
    "suggest: two-signed-identities",
  ],
  [
    "one account under two signed names",
    signed(ana),
    signed(bia),
    clue("alias", "same-account"),
    undefined,
    "suggest: two-signed-identities",
  ],
  [
    "an address of many says nothing",
    ana,
    bia,
    clue("channel-proven", "claims-address", true),
    undefined,
    "none: shared-address",
  ],
  [
    "who was told apart stays apart",
    signed(ana),
    bia,
    clue("signed", "signed-identity"),
    "separated",
    "none: separated",
  ],
  [
    "who was dismissed is not asked about again",
    ana,
    bia,
    clue("self-declared", "claims-alike"),
    "dismissed",
    "none: dismissed",
  ],
  [
    "one of us may say so at any time",
    signed(ana),
    signed(bia),
    clue("agent-asserted", "said-by-us", true),
    "separated",
    "merge",
  ],
  [
    "one is one already",
    ana,
    ana,
    clue("signed", "signed-identity"),
    undefined,
    "none: same-contact",
  ],
])("%s", (_what, one, other, given, verdict, outcome) => {
  const decided = decideLink(one, other, given, verdict);
  expect(
    decided.kind === "merge"
      ? "merge"
      : decided.kind === "suggest"
        ? `suggest: ${decided.butFor}`
        : `none: ${decided.because}`,
  ).toBe(outcome);
});

const party = fc.record({
  id: fc.constantFrom("a", "b", "c") as fc.Arbitrary<ContactId>,
  signedAs: fc.uniqueArray(fc.constantFrom("customer:i/1" as const, "customer:i/2" as const)),
});
const anyClue = fc.record({
  evidence: fc.constantFrom(...EVIDENCE),
  because: fc.constantFrom<LinkBecause>("signed-identity", "same-account", "claims-address"),
  isShared: fc.boolean(),
});
const anyVerdict = fc.constantFrom<Verdict | undefined>(undefined, "dismissed", "separated");

test("the machine never merges on weak evidence, over a person's word, or over two signatures", () => {
  fc.assert(
    fc.property(party, party, anyClue, anyVerdict, (one, other, given, verdict) => {
      const { kind, because } = decideLink(one, other, given, verdict);
      expect(because).toBeTruthy();
      if (kind !== "merge" || given.evidence === "agent-asserted") return;
      expect(given.evidence).not.toBe("self-declared");
      expect(given.isShared).toBe(false);
      expect(verdict).toBeUndefined();
      expect(one.signedAs.length * other.signedAs.length).toBe(0);
    }),
  );
});

test("which of the two is asked about first changes nothing", () => {
  fc.assert(
    fc.property(party, party, anyClue, anyVerdict, (one, other, given, verdict) => {
      expect(decideLink(one, other, given, verdict)).toEqual(
        decideLink(other, one, given, verdict),
      );
    }),
  );
});
