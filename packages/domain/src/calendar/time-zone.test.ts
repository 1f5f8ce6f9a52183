import { isTimeZone, wallTime } from "../index.ts";

test("a zone is remembered once, in however many ways a file of customers spells it", () => {
  const { DateTimeFormat } = Intl;
  let made = 0;
  // Each holds some kilobytes for as long as the process lives.
  Intl.DateTimeFormat = new Proxy(DateTimeFormat, {
    construct(target, given) {
      made += 1;
      return Reflect.construct(target, given);
    },
  });
  try {
    for (const name of ["America/Recife", "america/recife", "AMERICA/RECIFE", "aMERICA/rECIFE"]) {
      expect(isTimeZone(name)).toBe(true);
      expect(wallTime(name, Date.UTC(2026, 0, 1, 3))).toBe(Date.UTC(2026, 0, 1));
    }
  } finally {
    Intl.DateTimeFormat = DateTimeFormat;
  }
  expect(made).toBe(1);
});
