/** Answers keep the order of their requests, whichever is ready first. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { OrderedAnswers } from "../../../node/abci/orderedAnswers.ts";

test("in any mix of ready and late answers, late ones in any order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(fc.nat(1000)), { maxLength: 30 }), async (late) => {
      const sent: number[] = [];
      const answers = new OrderedAnswers<number>((answer) => sent.push(answer));
      const release: { at: number; run: () => void }[] = [];
      late.forEach((at, index) => {
        if (at === null) answers.add(index);
        else answers.add(new Promise((resolve) => release.push({ at, run: () => resolve(index) })));
      });
      for (const { run } of release.toSorted((a, b) => a.at - b.at)) {
        run();
        await Promise.resolve();
      }
      await new Promise((resolve) => setImmediate(resolve));
      expect(sent).toEqual(late.map((_, index) => index));
    }),
  );
});
