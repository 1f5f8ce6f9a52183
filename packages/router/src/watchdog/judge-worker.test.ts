import { judgeWorker, type Suspicion, type WorkerLook } from "./judge-worker.ts";

const look = (rowsWait: boolean, jobsPlaced: number, jobsTaken: number): WorkerLook => ({
  rowsWait,
  jobsPlaced,
  jobsTaken,
});

test.each([
  [
    "rows wait, jobs are placed, none is taken",
    [look(true, 1, 4), look(true, 2, 4), look(true, 3, 4)],
    2,
  ],
  ["the first look suspects nobody", [look(true, 9, 0)], 0],
  ["nothing waits", [look(false, 1, 4), look(false, 2, 4), look(false, 3, 4)], 0],
  [
    "rows wait, and jobs are being taken: it is only slow",
    [look(true, 1, 4), look(true, 2, 5), look(true, 3, 6)],
    0,
  ],
  [
    "the jobs' backend is away: none can be placed",
    [look(true, 1, 4), look(true, 1, 4), look(true, 1, 4)],
    0,
  ],
  [
    "one taken in between clears it",
    [look(true, 1, 4), look(true, 2, 4), look(true, 3, 5), look(true, 4, 5)],
    1,
  ],
  [
    "rows that were routed meanwhile clear it",
    [look(true, 1, 4), look(true, 2, 4), look(false, 3, 4), look(true, 4, 4)],
    0,
  ],
])("%s", (_, looks, strikes) => {
  const end = looks.reduce<Suspicion | undefined>(judgeWorker, undefined);
  expect(end?.strikes).toBe(strikes);
});
