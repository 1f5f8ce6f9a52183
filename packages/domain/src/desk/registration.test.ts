import { mistakeInRegistration } from "./registration.ts";

const NOW = 1_800_000_000_000;
const registration = {
  title: "Roteador não liga",
  category: "Equipamento",
  summary: "Luz apagada",
  urgency: "high",
  promisedAt: NOW + 3_600_000,
} as const;

test.each([
  ["whole", {}, undefined],
  ["with a title of dots", { title: "..." }, "says-nothing"],
  ["with a category of spaces nobody sees", { category: "\u200b\u00a0" }, "says-nothing"],
  ["with a summary of dashes", { summary: "—" }, "says-nothing"],
  ["in another script", { title: "路由器" }, undefined],
  ["with a promise of now", { promisedAt: NOW }, "promise-in-the-past"],
  [
    "with a promise for two years from now",
    { promisedAt: NOW + 63_072_000_000 },
    "promise-too-far",
  ],
] as const)("a registration %s", (_, change, expected) => {
  expect(mistakeInRegistration({ ...registration, ...change }, NOW)).toBe(expected);
});
