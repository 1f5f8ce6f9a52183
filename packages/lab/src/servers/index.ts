export { BreakablePostgres, type Ending } from "./breakable-postgres.ts";
export { BreakableRedis } from "./breakable-redis.ts";
export { findServerPlaces, type PostgresPlace, type ServerPlaces } from "./breakable-servers.ts";
