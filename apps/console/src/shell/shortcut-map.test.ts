import type { TriggerKind } from "../writing/find-trigger.ts";
import { SHORTCUTS } from "./shortcut-map.ts";

test.each<TriggerKind>(["/", "@", ":", "#"])(
  "%s finds something to put in while writing, and the help says so",
  (sign) => {
    const listed = Object.values(SHORTCUTS).filter(({ scope }) => scope === "composer");
    expect(listed.map(({ key }) => key)).toContain(sign);
  },
);
