import { type FailedStep, failureDiagnosis } from "./failure-diagnosis.ts";

const AT = "2026-04-10T12:00:00.000Z";

test.each<[FailedStep, string[]]>([
  [
    {
      ...{ step: "smtp-login", name: "Envio: login", hint: "wrong-password" },
      ...{ help: "Confira a senha.", words: "535 5.7.8 Bad credentials" },
    },
    [
      `Circuito · ${AT}`,
      "Envio: login (smtp-login)",
      "wrong-password: Confira a senha.",
      "> 535 5.7.8 Bad credentials",
    ],
  ],
  [
    { step: "token", name: "Token", help: "Faça outro.", words: "" },
    [`Circuito · ${AT}`, "Token (token)", "Faça outro."],
  ],
  [{ step: "odd", name: "odd", hint: null, words: null }, [`Circuito · ${AT}`, "odd (odd)"]],
])("%j is told in lines", (failed, lines) => {
  expect(failureDiagnosis(failed, AT)).toBe(lines.join("\n"));
});
