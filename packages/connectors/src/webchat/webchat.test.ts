import { describeConnector } from "@circuito/connector/testing";
import { connect, harness, openWith } from "./testing/visitor.ts";

describeConnector(harness);

test("after a stop nobody gets in", async () => {
  const one = openWith();
  await one.connector.stop();
  expect(connect(one).isConnected).toBe(false);
});
