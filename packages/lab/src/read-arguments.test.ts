import { z } from "zod";
import { readArguments } from "./read-arguments.ts";

const options = z.object({
  perSecond: z.coerce.number().min(1).default(60),
  only: z.string().optional(),
  shrink: z.boolean().default(false),
});
const read = (...args: string[]) =>
  readArguments(args, { usage: "how to ask", options, flags: ["shrink"] });

test.each([
  ["nothing", [], { perSecond: 60, shrink: false }],
  [
    "all",
    ["--", "--per-second", "5", "--only=F1", "--shrink"],
    { perSecond: 5, only: "F1", shrink: true },
  ],
] as const)("%s that is asked is understood", (_, args, understood) => {
  expect(read(...args)).toEqual(understood);
});

test("whoever asks for help is told how to ask, and nothing else", () => {
  expect(read("--help", "--per-second", "0")).toBe("how to ask");
});

test.each(["--perSecond 5", "--per-second 0", "--per-second", "--shrink=yes", "more"])(
  "%s is refused with what is wrong and how to ask",
  (line) => {
    expect(read(...line.split(" "))).toMatch(/.\n\nhow to ask$/);
  },
);
