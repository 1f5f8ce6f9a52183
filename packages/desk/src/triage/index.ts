export { releaseDirectedNotices } from "./directed-notice.ts";
export * from "./dismiss.ts";
export {
  endLease,
  keepLease,
  type Next,
  shortenLeasesOf,
  takeNextInTriage,
  triageQueuesOf,
} from "./lease.ts";
export * from "./recall.ts";
export * from "./skip.ts";
