/** Change notices to the windows, gathered: at most one of a topic per interval, the first at once. */
import type { Topic } from "../../shared/ipc/contract.ts";

const INTERVAL_MS = 400;

export function topics(send: (topic: Topic) => void): { tell(topic: Topic): void; close(): void } {
  const last = new Map<Topic, number>();
  const timers = new Map<Topic, NodeJS.Timeout>();
  const now = (topic: Topic): void => {
    timers.delete(topic);
    last.set(topic, Date.now());
    send(topic);
  };
  return {
    tell(topic) {
      if (timers.has(topic)) return;
      const wait = (last.get(topic) ?? 0) + INTERVAL_MS - Date.now();
      if (wait <= 0) now(topic);
      else timers.set(topic, setTimeout(now, wait, topic));
    },
    close() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
