import type { BulletinWords } from "./bulletin-words.ts";

export const EN: BulletinWords = {
  fired: "Alert: {name}",
  over: "Back to normal: {name}",
  test: "Test: {name}",
  testText: "This is a test of the alert “{name}”. Nothing happened.",
  anywhere: {
    "queue-waiting": "All queues",
    "queue-age": "All queues",
    "promises-at-risk": "All queues",
    "channel-down": "All channels",
    "category-volume": "Category",
  },
  firedText: {
    "queue-waiting": "{subject}: {value} waiting; the limit is {limit}.",
    "queue-age":
      "{subject}: the longest waiting conversation has waited {value} min; the limit is {limit} min.",
    "promises-at-risk": "{subject}: {value} promises at risk or broken; the limit is {limit}.",
    "channel-down": "{subject}: not connected for {value} min; the limit is {limit} min.",
    "category-volume":
      "{subject}: {value} conversations in the last hour; {usual} are usual at this time, and more than {limit} are not.",
  },
  overText: {
    "queue-waiting": "{subject}: {value} waiting.",
    "queue-age": "{subject}: the longest waiting conversation has waited {value} min.",
    "promises-at-risk": "{subject}: {value} promises at risk or broken.",
    "channel-down": "{subject}: connected.",
    "category-volume": "{subject}: {value} conversations in the last hour.",
  },
  lasted: "It lasted {time} min.",
  open: "Open in Circuito",
  whyAlert: "You get this because you are on the alert “{name}” of Circuito.",
  mailTest: "Test: mail of the installation",
  mailTestText: "This is a test of Circuito’s own mail. If it arrived, alerts will, too.",
  whyTest: "You get this because somebody tried Circuito’s mail with your address.",
  report: "{name}: {period}",
  reportEmpty: "Nothing was measured in this period.",
  reportMore: "And {count} more rows in the file.",
  reportTimes: "Times are medians.",
  whyReport: "You get this because you are on the list of Circuito's report “{name}”.",
  news: "New in Circuito: {count}",
  newsKinds: {
    assigned: "New conversations with you",
    message: "Customers who answered",
    mention: "Mentions of you",
    sla: "Promises",
    queue: "New conversations in your queues",
  },
  whyNews: "You get this because you asked for mail under Notifications, and were not connected.",
};
