import { type Calendar, type EventOccurrence, importEvents } from "@circuito/domain";
import { readIcsEvents } from "./ics-events.ts";
import { readIcs } from "./read-ics.ts";

const from = Date.parse("2026-11-26T12:00:00Z");
const window = { from, years: 3 };
const weekdays = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 8 * 60, to: 18 * 60 }));
const shop: Calendar = { timeZone: "America/Sao_Paulo", intervals: weekdays };

function ics(...events: string[][]): string {
  const lines = events.flatMap((event) => ["BEGIN:VEVENT", ...event, "END:VEVENT"]);
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//t//t//PT", ...lines, "END:VCALENDAR"].join(
    "\r\n",
  );
}

function events(text: string): readonly EventOccurrence[] {
  const read = readIcsEvents(text, window);
  if (read.kind === "refused") throw new Error(read.message);
  return read.events;
}

function dates(text: string, means: "closed" | "open" = "closed") {
  const { calendar } = importEvents(shop, events(text), means);
  return Object.fromEntries(
    (calendar.exceptions ?? []).map(({ date, hours }) => [
      date,
      hours.map((one) => `${one.from / 60}-${one.to / 60}`).join(" "),
    ]),
  );
}

test("a day that recurs every year is closed in each of the years asked for", () => {
  const city = ["UID:1", "SUMMARY:Aniversário de São Paulo", "DTSTART;VALUE=DATE:20200125"];
  expect(dates(ics([...city, "DTEND;VALUE=DATE:20200126", "RRULE:FREQ=YEARLY"]))).toEqual({
    "2027-01-25": "",
    "2028-01-25": "",
    "2029-01-25": "",
  });
});

test("days in a row are each closed, and an hour of a day leaves the others open", () => {
  const text = ics(
    ["UID:1", "DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261226"],
    ["UID:2", "DTSTART:20261207T120000", "DTEND:20261207T140000"],
  );
  expect(dates(text)).toEqual({ "2026-12-07": "8-12 14-18", "2026-12-24": "", "2026-12-25": "" });
});

test("times of another zone, and of none, are put by the calendar's clock", () => {
  const text = ics(
    ["UID:1", "DTSTART:20261208T130000Z", "DTEND:20261208T150000Z"],
    [
      "UID:2",
      "DTSTART;TZID=America/New_York:20261209T100000",
      "DTEND;TZID=America/New_York:20261209T110000",
    ],
  );
  expect(dates(text)).toEqual({ "2026-12-08": "8-10 12-18", "2026-12-09": "8-12 13-18" });
});

test("events may be the only hours that their dates have", () => {
  const text = ics(["UID:1", "DTSTART:20261213T090000", "DTEND:20261213T130000"]);
  expect(dates(text, "open")).toEqual({ "2026-12-13": "9-13" });
});

test("an occurrence that was moved or taken out is where it is said to be", () => {
  const text = ics(
    [
      "UID:1",
      "DTSTART;VALUE=DATE:20261130",
      "RRULE:FREQ=WEEKLY;COUNT=3",
      "EXDATE;VALUE=DATE:20261207",
    ],
    ["UID:1", "RECURRENCE-ID;VALUE=DATE:20261214", "DTSTART;VALUE=DATE:20261215"],
  );
  expect(Object.keys(dates(text))).toEqual(["2026-11-30", "2026-12-15"]);
});

test("what cannot be used is counted with its reason", () => {
  const text = ics(
    ["UID:1", "SUMMARY:sem início"],
    ["UID:2", "DTSTART:20261201T000000", "RRULE:FREQ=SECONDLY"],
    ["UID:3", "DTSTART;VALUE=DATE:20190101"],
    ["UID:4", "DTSTART;VALUE=DATE:20261201", "STATUS:CANCELLED"],
  );
  expect(readIcsEvents(text, window)).toEqual({
    kind: "read",
    events: [],
    passedOver: [
      { because: "without-a-start", events: 1 },
      { because: "recurs-too-often", events: 1 },
      { because: "outside-the-years", events: 1 },
      { because: "cancelled", events: 1 },
    ],
  });
});

test.each([
  ["nothing", ""],
  ["a page", "<html>BEGIN:VCALENDAR</html>"],
  ["a card", "BEGIN:VCARD\r\nEND:VCARD"],
  ["half a file", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:2026"],
])("%s is no calendar", (_, text) => {
  expect(readIcsEvents(text, window)).toMatchObject({ kind: "refused", because: "not-a-calendar" });
});

test("a daily rule without an end stops at what a calendar can hold", () => {
  const found = events(ics(["UID:1", "DTSTART;VALUE=DATE:20200101", "RRULE:FREQ=DAILY"]));
  expect(found.length).toBeLessThanOrEqual(2_000);
});

test("a rule that is searched for ever is given up, and the process goes on", async () => {
  const never = "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;BYDAY=MO";
  const text = ics(["UID:1", "DTSTART;VALUE=DATE:20260201", never]);
  const read = await readIcs(text, window);
  expect(read.kind === "refused" ? read.because : "found nothing").toMatch(
    /too-slow|found nothing/,
  );
}, 60_000);

test("a file is read in a thread as it is read here", async () => {
  const text = ics(["UID:1", "SUMMARY:Recesso", "DTSTART;VALUE=DATE:20261228"]);
  expect(await readIcs(text, window)).toEqual(readIcsEvents(text, window));
}, 60_000);
