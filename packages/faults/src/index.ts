export { areCrashPointsArmed, armCrashPoints, crashPoint, type Strike } from "./crash-point.ts";
export { CRASH_POINTS, type CrashPoint, isCrashPoint } from "./crash-points.ts";
export { FAULT_SETTING, type Fault, HOWS, type How, readFault, writeFault } from "./fault.ts";
export { areSeamsArmed, armSeams, type Exchanges, SEAMS, type Seam, seam } from "./seams.ts";
export {
  ALL_BUGS,
  BUG_SETTING,
  readBug,
  SEEDED_BUGS,
  type SeededBug,
  wasAtWork,
  writeAtWork,
} from "./seeded-bugs.ts";
export { type Blows, readStruck, strikeBy } from "./strike-by.ts";
