import { availableParallelism } from "node:os";
import { passLaunchGate } from "./launch-gate.ts";

const AT_ONCE = Math.max(1, Math.floor(availableParallelism() / 2));
const never = new AbortController().signal;

test("browsers start a few at a time, in their order, and who gives up is in nobody's way", async () => {
  const gates = await Promise.all(Array.from({ length: AT_ONCE }, () => passLaunchGate(never)));
  const passed: string[] = [];
  const giving = new AbortController();
  const given = passLaunchGate(giving.signal).catch(() => passed.push("gave up"));
  const next = passLaunchGate(never).then((open) => {
    passed.push("next");
    return open;
  });
  giving.abort(new Error("stopped"));
  await given;
  expect(passed).toEqual(["gave up"]);
  for (const open of gates) {
    open();
    open();
  }
  (await next)();
  expect(passed).toEqual(["gave up", "next"]);
  // The places are all free again.
  const again = await Promise.all(Array.from({ length: AT_ONCE }, () => passLaunchGate(never)));
  for (const open of again) open();
});
