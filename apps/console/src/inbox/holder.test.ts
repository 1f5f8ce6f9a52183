import { holderOf } from "./holder.ts";

const NOW = Date.parse("2026-11-27T12:00:00Z");
const ana = { id: "ana", name: "Ana Souza" };
const carla = { id: "carla", name: "Carla Mendes" };
const lease = (until: string) => ({ agent: carla, until });

test.each([
  ["nobody has it", null, null, null],
  ["it is assigned", ana, null, ana],
  ["a director has it before them", null, lease("2026-11-27T12:02:00Z"), carla],
  ["a director had it before them", null, lease("2026-11-27T11:59:00Z"), null],
])("%s", (_what, assignee, held, holder) => {
  expect(holderOf({ assignee, lease: held }, NOW)).toEqual(holder);
});
