import { providerUrl } from "./provider-url.ts";

test.each([
  ["https://api.example.com", "https://api.example.com"],
  ["https://api.example.com/v1/", "https://api.example.com/v1"],
  ["http://127.0.0.1:8080/in", "http://127.0.0.1:8080/in"],
  ["http://localhost:8080", "http://localhost:8080"],
])("%s is an address to send to", (typed, read) => {
  expect(providerUrl.parse(typed)).toBe(read);
});

test.each([
  "http://api.example.com",
  "http://127.0.0.1.example.com",
  "http://localhost.example.com",
  "https://user:secret@api.example.com",
  "https://user@api.example.com",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "//api.example.com",
  "api.example.com",
  "",
])("%j is not", (typed) => {
  expect(providerUrl.safeParse(typed).success).toBe(false);
});
