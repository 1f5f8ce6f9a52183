import fc from "fast-check";
import { type AgentId, asId, type ConversationId, type QueueId } from "../ids.ts";
import { handleFacts } from "./handle-facts.ts";
import type { Step } from "./track.ts";

const [ana, bia] = ["ana", "bia"].map((id) => asId<AgentId>(id)) as [AgentId, AgentId];
const conversationId = asId<ConversationId>("a");
const solvers = asId<QueueId>("solvers");
const area = asId<QueueId>("area");
const step = (at: number, queueId: QueueId, level: 1 | 2): Step => ({
  ...{ event: { kind: "woken", at }, place: { queueId, level }, ownerId: undefined, isOver: false },
});
/** At the solvers', from 100 on in an area of level 2, from 200 on back again. */
const track = [
  step(0, solvers, 1),
  step(50, solvers, 1),
  step(100, area, 2),
  step(200, solvers, 1),
];
const look = (agentId: AgentId, from: number, to: number) => ({
  agentId,
  conversationId,
  from,
  to,
});

test("time counts for whom it was, where the conversation was then, when they last looked", () => {
  const handled = [look(ana, 10, 60), look(ana, 90, 130), look(bia, 120, 150), look(ana, 210, 230)];
  expect(handleFacts(handled, track, undefined)).toEqual([
    { fact: "handle", at: 230, queueId: solvers, level: 1, agentId: ana, count: 1, ...both(80) },
    { fact: "handle", at: 130, queueId: area, level: 2, agentId: ana, count: 1, ...both(30) },
    { fact: "handle", at: 150, queueId: area, level: 2, agentId: bia, count: 1, ...both(30) },
  ]);
});

test("none of it is lost, and none counted twice, however often the conversation moves", () => {
  const stretches = fc
    .array(fc.record({ who: fc.constantFrom(ana, bia), from: fc.nat(300), lasts: fc.nat(90) }))
    .map((all) => all.map(({ who, from, lasts }) => look(who, from, from + lasts + 1)));
  const moves = fc
    .array(fc.record({ at: fc.nat(400), isUp: fc.boolean() }))
    .map((all) => [
      step(0, solvers, 1),
      ...all
        .toSorted((a, b) => a.at - b.at)
        .map(({ at, isUp }) => (isUp ? step(at, area, 2) : step(at, solvers, 1))),
    ]);
  fc.assert(
    fc.property(stretches, moves, (handled, way) => {
      const facts = handleFacts(handled, way, undefined);
      for (const who of [ana, bia]) {
        const spent = handled.filter(({ agentId }) => agentId === who);
        const told = facts.filter(({ agentId }) => agentId === who);
        expect(told.reduce((sum, { value = 0 }) => sum + value, 0)).toBe(
          spent.reduce((sum, { from, to }) => sum + to - from, 0),
        );
      }
    }),
  );
});

function both(ms: number) {
  return { value: ms, business: ms };
}
