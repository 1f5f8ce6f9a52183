import type { RuleDraftView } from "@circuito/protocol";
import { ApiError } from "../../api/request.ts";
import type { Rule } from "../rule/rule-view.ts";
import { createDraftKeeper, type DraftDoor } from "./draft-keeper.ts";

const rule = (name: string): Rule => ({
  ...{ id: name, name, enabled: true, condition: {} },
  action: { to: { queueId: "q" } },
});
const draft = (token: string, rules: readonly Rule[] = []): RuleDraftView => ({
  ...{ token, basedOn: 1, inForce: 1, rules: [...rules], warnings: [] },
  ...{ editedBy: "Helena", editedAt: "2026-01-01T00:00:00.000Z" },
});

/** A server that holds one draft, and may be told what to answer next. */
function server() {
  let held = draft("t0");
  let next = 0;
  const answers: (() => Promise<RuleDraftView>)[] = [];
  const saved: string[][] = [];
  const door: DraftDoor = {
    load: async () => held,
    newToken: () => `t${++next}`,
    save: async ({ token, nextToken, rules }) => {
      saved.push(rules.map(({ name }) => name));
      const answer = answers.shift();
      if (answer) return answer();
      if (held.token === nextToken) return held;
      if (held.token !== token) throw new ApiError(409, { code: "conflict", message: "changed" });
      held = draft(nextToken, rules);
      return held;
    },
  };
  return { door, saved, answers, put: (other: RuleDraftView) => (held = other) };
}

test("what is changed while a save is on its way goes next, and nothing is lost", async () => {
  const { door, saved } = server();
  const keeper = createDraftKeeper(draft("t0"), door);
  keeper.change([rule("a")]);
  const flushed = keeper.flush();
  keeper.change([rule("a"), rule("b")]);
  expect(await flushed).toBe(true);
  expect(saved).toEqual([["a"], ["a", "b"]]);
  expect(keeper.store.getState()).toMatchObject({ state: "saved", token: "t2" });
});

test("a rule that is not complete is not sent, and is once it is", async () => {
  const { door, saved } = server();
  const keeper = createDraftKeeper(draft("t0"), door);
  keeper.change([rule("")]);
  expect(keeper.store.getState().state).toBe("unfinished");
  expect(await keeper.flush()).toBe(false);
  keeper.change([rule("a")]);
  expect(await keeper.flush()).toBe(true);
  expect(saved).toEqual([["a"]]);
});

test("somebody else's draft is not overwritten, until it is decided that mine stays", async () => {
  const { door, put } = server();
  const keeper = createDraftKeeper(draft("t0"), door);
  put(draft("other", [rule("theirs")]));
  keeper.change([rule("mine")]);
  expect(await keeper.flush()).toBe(false);
  expect(keeper.store.getState()).toMatchObject({
    state: "conflict",
    theirs: { token: "other" },
    rules: [{ name: "mine" }],
  });
  expect(await keeper.keepMine()).toBe(true);
  expect(await door.load()).toMatchObject({ rules: [{ name: "mine" }] });
});

test("somebody else's draft may be taken instead", async () => {
  const { door, put } = server();
  const keeper = createDraftKeeper(draft("t0"), door);
  const theirs = draft("other", [rule("theirs")]);
  put(theirs);
  keeper.change([rule("mine")]);
  await keeper.flush();
  keeper.take(theirs);
  expect(keeper.store.getState()).toMatchObject({ state: "saved", rules: [{ name: "theirs" }] });
});

test("an answer that was lost is asked for again with the same token, and is no conflict", async () => {
  const { door, answers } = server();
  const keeper = createDraftKeeper(draft("t0"), door);
  keeper.change([rule("a")]);
  // It arrived; only the answer did not.
  const real = door.save;
  answers.push(async () => {
    await real({ token: "t0", nextToken: "t1", rules: [rule("a")] });
    throw new ApiError(0, {});
  });
  expect(await keeper.flush()).toBe(false);
  expect(keeper.store.getState().state).toBe("failed");
  expect(await keeper.flush()).toBe(true);
  expect(keeper.store.getState()).toMatchObject({ state: "saved", token: "t1" });
});

test("mistakes that the server finds stand at their places in the draft", async () => {
  const { door, answers } = server();
  const keeper = createDraftKeeper(draft("t0"), door);
  keeper.change([rule("a")]);
  const issues = [{ path: "body.rules.0.action.to.queueId", problem: "no such queue" }];
  answers.push(async () => {
    throw new ApiError(400, { code: "invalid", message: "no", details: { issues } });
  });
  await keeper.flush();
  const { state, mistakes } = keeper.store.getState();
  expect(state).toBe("refused");
  expect([...mistakes]).toEqual([["0.action.to.queueId", "no such queue"]]);
});
