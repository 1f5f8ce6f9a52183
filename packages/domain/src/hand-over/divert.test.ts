import fc from "fast-check";
import { asId, type QueueId } from "../index.ts";
import { divertHop, type PastHop } from "./divert.ts";
import type { HandOverKind, QueueRole } from "./hand-over.ts";

const queue = (n: number, role: QueueRole) => ({
  id: asId<QueueId>(`b0000000-0000-7000-8000-00000000000${n}`),
  role,
});
const queues = {
  solvers: queue(1, "solver"),
  directors: queue(2, "director"),
  finance: queue(3, "specialist"),
  technical: queue(4, "specialist"),
  supervisors: queue(5, "supervisor"),
} as const;
type Name = keyof typeof queues;

/** Every hop as `kind from to`, the last one the one that is asked for. */
function check(...story: readonly (readonly [HandOverKind, Name, Name])[]) {
  const hops = story.map(
    ([kind, from, to]): PastHop => ({
      kind,
      fromQueueId: queues[from].id,
      toQueueId: queues[to].id,
    }),
  );
  const asked = story.at(-1);
  if (!asked) throw new Error("no hop is asked for");
  const [kind, from, to] = asked;
  return divertHop(kind, {
    from: queues[from],
    to: queues[to],
    hops: hops.slice(0, -1),
    supervisorQueueIds: [queues.supervisors.id],
  });
}

test("a first hop and a first return go their way", () => {
  expect(check(["direct", "directors", "finance"])).toBeUndefined();
  expect(
    check(["direct", "directors", "finance"], ["return", "finance", "directors"]),
  ).toBeUndefined();
});

test("the second return is for a supervisor, whoever returns it", () => {
  expect(
    check(
      ["direct", "directors", "finance"],
      ["return", "finance", "directors"],
      ["direct", "directors", "technical"],
      ["return", "technical", "directors"],
    ),
  ).toBe("second-return");
});

test("a queue that had it before is for a supervisor, by whatever way it gets there", () => {
  expect(
    check(
      ["direct", "directors", "finance"],
      ["return", "finance", "directors"],
      ["direct", "directors", "finance"],
    ),
  ).toBe("same-queue-twice");
  expect(check(["transfer", "solvers", "directors"], ["transfer", "directors", "solvers"])).toBe(
    "same-queue-twice",
  );
});

test("put back, or to a colleague of the same queue, is no second visit", () => {
  expect(check(["transfer", "solvers", "solvers"])).toBeUndefined();
  expect(
    check(["transfer", "solvers", "solvers"], ["transfer", "solvers", "solvers"]),
  ).toBeUndefined();
});

test("what supervisors send goes where they send it, and what was before counts no more", () => {
  const before = [
    ["direct", "directors", "finance"],
    ["return", "finance", "directors"],
    ["direct", "directors", "supervisors"],
  ] as const;
  expect(check(...before, ["direct", "supervisors", "finance"])).toBeUndefined();
  expect(
    check(...before, ["direct", "supervisors", "finance"], ["transfer", "finance", "technical"]),
  ).toBeUndefined();
  expect(
    check(
      ...before,
      ["direct", "supervisors", "finance"],
      ["transfer", "finance", "technical"],
      ["transfer", "technical", "finance"],
    ),
  ).toBe("same-queue-twice");
});

test("what goes to the supervisors anyway is not diverted to them", () => {
  expect(
    check(["transfer", "directors", "supervisors"], ["return", "supervisors", "directors"]),
  ).toBeUndefined();
});

test("nobody can pass it round for ever: more often than there are queues, and a supervisor has it", () => {
  const names = ["solvers", "directors", "finance", "technical"] as const;
  fc.assert(
    fc.property(
      fc.array(fc.record({ back: fc.boolean(), to: fc.constantFrom(...names) }), {
        minLength: 12,
        maxLength: 12,
      }),
      (asked) => {
        const hops: PastHop[] = [];
        let at: Name = "solvers";
        let freely = 0;
        for (const { back, to } of asked) {
          const last = hops.at(-1);
          const from = names.find((name) => queues[name].id === last?.fromQueueId);
          const isReturn = back && from !== undefined && last?.kind !== "return";
          const next = isReturn ? from : to;
          const kind = isReturn ? "return" : "transfer";
          const diverted = divertHop(kind, {
            from: queues[at],
            to: queues[next],
            hops,
            supervisorQueueIds: [queues.supervisors.id],
          });
          if (diverted) return;
          if (next !== at) freely += 1;
          // Each queue once, and one way back.
          expect(freely).toBeLessThanOrEqual(names.length);
          hops.push({ kind, fromQueueId: queues[at].id, toQueueId: queues[next].id });
          at = next;
        }
      },
    ),
  );
});
