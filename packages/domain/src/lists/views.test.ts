import type { Principal, Role } from "../desk/principal.ts";
import { asId } from "../ids.ts";
import { canChangeView, canUseView } from "./views.ts";

const person = (id: string, role: Role = "agent"): Principal => ({
  kind: "agent",
  id: asId(id),
  name: id,
  role,
  queueIds: [],
});
const own = { ownerId: asId<never>("ana"), isShared: false };
const shared = { ownerId: asId<never>("ana"), isShared: true };

test("a view that is nobody else's is its owner's alone, and no supervisor's", () => {
  const answers = [person("ana"), person("bruno"), person("lead", "supervisor")].map((who) => [
    canUseView(who, own),
    canChangeView(who, own),
  ]);
  expect(answers).toEqual([
    [true, true],
    [false, false],
    [false, false],
  ]);
});

test("a shared view is used by everybody, and changed by supervisors", () => {
  const answers = [person("ana"), person("bruno"), person("lead", "supervisor")].map((who) => [
    canUseView(who, shared),
    canChangeView(who, shared),
  ]);
  expect(answers).toEqual([
    [true, false],
    [true, false],
    [true, true],
  ]);
});
