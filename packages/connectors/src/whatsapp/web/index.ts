export { openWeb, type WebMeans } from "./open-web.ts";
export { WEB_TIMES, type WebTimes } from "./web-times.ts";
