export {
  createTestDatabase,
  type ExtraMigration,
  type TestDatabase,
} from "./create-test-database.ts";
