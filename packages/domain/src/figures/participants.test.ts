import type { AgentId } from "../ids.ts";
import type { Fact } from "./fact.ts";
import { participantsOf } from "./participants.ts";

const [ana, bia] = ["ana", "bia"] as unknown as readonly [AgentId, AgentId];
const of = (fact: Fact["fact"], at: number, agentId?: AgentId): Fact => ({
  ...{ fact, at, agentId, queueId: undefined, level: 1, count: 1 },
});

test("whoever anything was measured of had part in it once, from when it began", () => {
  const facts = [of("opened", 5), of("replies", 9, ana), of("ended", 12, bia), of("fcr", 12, ana)];
  expect(participantsOf(facts)).toEqual({ beganAt: 5, agentIds: new Set([ana, bia]) });
});

test("in what did not begin nobody had part; what nobody answered has nobody", () => {
  expect(participantsOf([of("replies", 9, ana)])).toBeUndefined();
  expect(participantsOf([of("opened", 5)])).toEqual({ beganAt: 5, agentIds: new Set() });
});
