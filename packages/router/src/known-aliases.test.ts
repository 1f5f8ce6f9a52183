import { asId, type ConversationState, type InboundMessage } from "@circuito/domain";
import { type NamedPoint, type Points, pointName } from "@circuito/store";
import { KnownAliases } from "./known-aliases.ts";

const inboxId = asId<InboundMessage["inboxId"]>("inbox");
const PHONE = "tel:+551150000101";
const LID = "wa-lid:98765";

const message = (names?: InboundMessage["names"]) =>
  ({ inboxId, from: PHONE, ...(names && { names }) }) as const;

function pointsWith(address: string | undefined): Pick<Points, "conversations"> {
  const current = {} as ConversationState;
  return {
    conversations: new Map(
      address === undefined
        ? []
        : [[pointName({ inboxId, address }), { current, previous: undefined }] as const],
    ),
  };
}

const point: NamedPoint = {
  inboxId,
  address: PHONE,
  names: [PHONE, LID],
  aliases: [LID],
  joined: [],
  contact: undefined,
  moved: [],
  formerly: [],
  because: "own-name",
};

test("who writes on under the name of an open conversation is not asked about", () => {
  expect(new KnownAliases().settle(message(), pointsWith(PHONE))).toBe(true);
});

test("a name that is new is asked about, and not again once it led there", () => {
  const aliases = new KnownAliases();
  expect(aliases.settle(message([LID]), pointsWith(PHONE))).toBe(false);
  aliases.remember([point]);
  expect(aliases.settle(message([LID]), pointsWith(PHONE))).toBe(true);
});

test("a point without an open conversation of its own may have been joined to another: it is asked about", () => {
  const aliases = new KnownAliases();
  aliases.remember([point]);
  expect(aliases.settle(message([LID]), pointsWith(undefined))).toBe(false);
  expect(aliases.settle(message([LID]), pointsWith(LID))).toBe(false);
});
