import { clientAddress } from "./trusted-proxies.ts";

const ofProxies = clientAddress(["10.0.0.0/8", "::1", "2001:db8::/32"]);

test.each([
  ["203.0.113.7", undefined, "203.0.113.7"],
  // Nobody trusted in between: whatever the header says was written by the caller.
  ["203.0.113.7", "198.51.100.1", "203.0.113.7"],
  ["10.1.2.3", "198.51.100.1", "198.51.100.1"],
  ["::ffff:10.1.2.3", "198.51.100.1", "198.51.100.1"],
  ["10.1.2.3", "1.1.1.1, 198.51.100.1", "198.51.100.1"],
  ["10.1.2.3", "198.51.100.1, 10.9.9.9", "198.51.100.1"],
  ["2001:db8::5", "2a00::1", "2a00::1"],
  ["10.1.2.3", "<script>", "10.1.2.3"],
  ["10.1.2.3", "", "10.1.2.3"],
  ["10.1.2.3", undefined, "10.1.2.3"],
  [undefined, "198.51.100.1", ""],
])("peer %s with X-Forwarded-For %s is %s", (peer, header, expected) => {
  expect(ofProxies(peer, header)).toBe(expected);
});

test("with no proxy named, the header counts for nothing", () => {
  expect(clientAddress([])("127.0.0.1", "198.51.100.1")).toBe("127.0.0.1");
});
