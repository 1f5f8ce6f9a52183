import { Buffer } from "node:buffer";

const bytes = (text: string): Uint8Array => Buffer.from(text);

/** Bodies that have broken somebody's parser (bad inputs B-37, B-38, B-47, B-56). */
export const HOSTILE_BODIES: Readonly<Record<string, Uint8Array>> = {
  nothing: bytes(""),
  "a space": bytes(" "),
  null: bytes("null"),
  "a number": bytes("42"),
  "a string": bytes('"text"'),
  "an empty object": bytes("{}"),
  "half a document": bytes('{"messages":[{"id":"1"'),
  "not a number": bytes("NaN"),
  "ten thousand levels": bytes(`${"[".repeat(10_000)}${"]".repeat(10_000)}`),
  "ten thousand levels of objects": bytes(`${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`),
  "a prototype": bytes(
    '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":1}}}',
  ),
  "a prototype in a form": bytes("__proto__[polluted]=1&constructor.prototype.polluted=1"),
  "repeated keys": bytes('{"id":"1","id":"2","from":"a","from":"b","text":"c"}'),
  "repeated fields": bytes("From=a&From=b&Body=c"),
  "bracketed fields": bytes("From[]=a&To[x]=b"),
  "five thousand fields": bytes(Array.from({ length: 5_000 }, (_, i) => `f${i}=1`).join("&")),
  "a hundred thousand keys": bytes(
    JSON.stringify(Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, i]))),
  ),
  "bytes that are no UTF-8": Uint8Array.from([0xff, 0xfe, 0x00, 0xd8, 0x22, 0x7b]),
  "a broken escape in a form": bytes("Body=%E0%A4%A&From=%zz"),
  "NUL and half a surrogate pair": bytes(
    '{"id":"\\u0000","from":"\\ud800","text":"\\u0000\\udc00"}',
  ),
  "wrong types": bytes('{"id":{},"from":[],"text":{"toString":1},"media":"x"}'),
  "a million elements of nothing": bytes(`[${"1,".repeat(500_000)}1]`),
};
