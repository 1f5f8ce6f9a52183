import { createToastQueue } from "./toast-queue.ts";

function watched() {
  const calls: string[] = [];
  const queue = createToastQueue();
  const add = (name: string) =>
    queue.add({
      text: name,
      action: { label: "Undo", onAction: () => calls.push(`undo ${name}`) },
      onClose: () => calls.push(`close ${name}`),
    });
  return { calls, queue, add };
}

test("a dismissed toast tells its owner once, even if dismissed again", () => {
  const { calls, queue, add } = watched();
  const id = add("a");
  queue.dismiss(id);
  queue.dismiss(id);
  expect(calls).toEqual(["close a"]);
  expect(queue.getSnapshot()).toEqual([]);
});

test("taking the action is not closing: undo runs and the commit does not", () => {
  const { calls, queue, add } = watched();
  const id = add("a");
  queue.act(id);
  queue.dismiss(id);
  expect(calls).toEqual(["undo a"]);
});

test("a fifth toast pushes the oldest out and closes it", () => {
  const { calls, queue, add } = watched();
  for (const name of ["a", "b", "c", "d", "e"]) add(name);
  expect(queue.getSnapshot().map((toast) => toast.text)).toEqual(["b", "c", "d", "e"]);
  expect(calls).toEqual(["close a"]);
});

test("listeners hear every change until they leave", () => {
  const { queue, add } = watched();
  let heard = 0;
  const leave = queue.subscribe(() => heard++);
  queue.dismiss(add("a"));
  leave();
  add("b");
  expect(heard).toBe(2);
});
