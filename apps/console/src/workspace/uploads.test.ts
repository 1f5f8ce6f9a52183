import { REPLY_FILES_MAX } from "@circuito/protocol";
import { FILES_MAX } from "./uploads.ts";

test("a reply takes as many files here as at the server", () => {
  expect(FILES_MAX).toBe(REPLY_FILES_MAX);
});
