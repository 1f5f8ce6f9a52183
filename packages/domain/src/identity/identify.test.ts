import type { Address } from "../address.ts";
import type { ContactId } from "../ids.ts";
import { type ContactState, newContact } from "./contact.ts";
import { type Acquaintance, identify, signedClue } from "./identify.ts";

const HOME: Address = "visitor:home";
const SEVEN: Address = "customer:inbox/7";
const EIGHT: Address = "customer:inbox/8";
const contact = (id: string, name?: string): ContactState => newContact(id as ContactId, name);
const nobody: Acquaintance = { contact: undefined, vouchedFor: undefined, unheld: [HOME] };
const newId = () => "new";

function check(
  known: Partial<Acquaintance>,
  more: {
    readonly provenAs?: Address;
    readonly names?: readonly Address[];
    fromName?: string;
  } = {},
) {
  const { provenAs, fromName, ...rest } = more;
  const message = { from: HOME, provenAs, fromName, ...rest };
  const { contact: who, because, learned } = identify({ ...nobody, ...known }, message, newId);
  return { id: who.id, because, learned: learned.map((one) => `${one.address} ${one.evidence}`) };
}

test("somebody new holds the address they wrote from, proven by its channel", () => {
  expect(check({})).toEqual({
    id: "new",
    because: "new-address",
    learned: ["visitor:home channel-proven"],
  });
});

test("further names of an account are aliases: nobody wrote from them", () => {
  const names: readonly Address[] = ["wa-lid:77", "tel:+5511900000001"];
  expect(check({ unheld: names }, { names }).learned).toEqual([
    "wa-lid:77 channel-proven",
    "tel:+5511900000001 alias",
  ]);
});

test.each<[string, Partial<Acquaintance>, Address | undefined, string, readonly string[]]>([
  [
    "an address that is held is its holder's",
    { contact: contact("ana"), unheld: [] },
    undefined,
    "ana",
    [],
  ],
  [
    "who is signed for is whom the page says",
    { vouchedFor: contact("ana") },
    SEVEN,
    "ana",
    ["visitor:home channel-proven"],
  ],
  [
    "a first signature is learned of the holder",
    { contact: contact("ana"), unheld: [] },
    SEVEN,
    "ana",
    ["customer:inbox/7 signed"],
  ],
  [
    "a second one is not: it names somebody else",
    { contact: contact("ana"), unheld: [], signedAs: [SEVEN] },
    EIGHT,
    "ana",
    [],
  ],
  [
    "a signature moves no address that another one holds",
    { contact: contact("ana"), vouchedFor: contact("bia"), unheld: [] },
    SEVEN,
    "ana",
    [],
  ],
])("%s", (_what, known, provenAs, id, learned) => {
  expect(check(known, { ...(provenAs && { provenAs }) })).toMatchObject({ id, learned });
});

test("a name fills an empty one and replaces none", () => {
  const named = (who: ContactState) =>
    identify(
      { ...nobody, contact: who, unheld: [] },
      { from: HOME, fromName: " Ana ", provenAs: undefined },
      newId,
    );
  expect(named(contact("ana"))).toMatchObject({ contact: { name: "Ana" }, isNamed: true });
  expect(named(contact("ana", "Ana Maria"))).toMatchObject({
    contact: { name: "Ana Maria" },
    isNamed: false,
  });
});

test("a signature for one at an address of another says that they may be one person", () => {
  const known = { ...nobody, contact: contact("visitor"), vouchedFor: contact("customer") };
  expect(signedClue(known, HOME)).toEqual({
    ...{ intoId: "customer", fromId: "visitor", address: HOME },
    ...{ evidence: "signed", because: "signed-identity" },
  });
  expect(signedClue({ ...known, vouchedFor: known.contact }, HOME)).toBeUndefined();
  expect(signedClue({ ...known, contact: undefined }, HOME)).toBeUndefined();
});
