import { LEASE_MS, RENEW_EVERY_MS } from "./claim-keeper.ts";
import { createSendersSilence } from "./claim-silence.ts";

test.each<[string, readonly number[], readonly boolean[]]>([
  ["a first look is believed", [7_000], [true]],
  ["look after look is believed", [0, 1_000, 2_100, 6_000], [true, true, true, true]],
  [
    "after a gap silence is not, until every living sender could renew",
    [0, 9_000, 10_000, 13_900, 14_000, 15_000],
    [true, false, false, false, true, true],
  ],
  [
    "looks that are all late take turns, so that the dead are found all the same",
    [0, 6_000, 12_000, 18_000, 24_000],
    [true, false, true, false, true],
  ],
])("%s", (_, looks, believed) => {
  const silence = createSendersSilence();
  expect(looks.map((at) => silence.isBelieved(at))).toEqual(believed);
});

test("a claim outlives two renewals that fail, and a dead one's is over within what is promised", () => {
  const promisedMs = 15_000;
  // The sweep itself: its own lease of five seconds runs beside the claim's, then a look a second.
  const lookMs = 2_000;
  expect(3 * RENEW_EVERY_MS).toBeLessThan(LEASE_MS);
  expect(LEASE_MS + lookMs).toBeLessThan(promisedMs);
});
