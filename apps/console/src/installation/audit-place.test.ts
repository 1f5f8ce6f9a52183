import { placeOf } from "./audit-place.ts";

const channelOf = (id: string) => (id === "i1" ? "whatsapp" : undefined);

test.each([
  ["queues/q1", "updateQueue", "/settings/queues/q1"],
  ["people/p1", "logIn", "/settings/people/p1"],
  ["inboxes/i1", "updateInbox", "/settings/channels/whatsapp/i1"],
  ["inboxes/gone", "updateInbox", undefined],
  ["routing/draft", "publishRules", "/settings/routing"],
  ["surveys", "saveSurveys", "/settings/surveys"],
  ["conversations/c1", "peek", "/inbox/c1"],
  ["webhooks/w1", "deleteWebhook", undefined],
  ["announcements", "announce", undefined],
  [null, "logIn", undefined],
])("of %s by %s the page is %s", (object, action, place) => {
  expect(placeOf({ object, action }, channelOf)).toBe(place);
});
