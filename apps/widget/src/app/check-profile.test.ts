import { checkProfile } from "./check-profile.ts";

const typed = { name: "", email: "", phone: "" };

test.each([
  [{ name: "n".repeat(121) }, { name: "badName" }],
  [{ email: "ana@" }, { email: "badEmail" }],
  [{ email: "ana" }, { email: "badEmail" }],
  [{ phone: "ligue-me" }, { phone: "badPhone" }],
  [{ phone: "+".repeat(5) }, { phone: "badPhone" }],
  [{ phone: "1".repeat(33) }, { phone: "badPhone" }],
  [{}, { name: "nothing" }],
])("%j is answered with %j", (fields, problems) => {
  expect(checkProfile({ ...typed, ...fields })).toEqual({ kind: "bad", problems });
});

test("any single field is enough, and what was left empty is not sent", () => {
  expect(checkProfile({ ...typed, phone: " (41) 99912-3388 " })).toEqual({
    kind: "good",
    profile: { phone: "(41) 99912-3388" },
  });
  expect(checkProfile({ ...typed, name: " Ana ", email: "ana@example.com" })).toEqual({
    kind: "good",
    profile: { name: "Ana", email: "ana@example.com" },
  });
});
