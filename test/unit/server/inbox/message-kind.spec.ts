/// <reference types="@rbxts/testez/globals" />
import { s } from "../../../../src/schema";
import { defineCollection } from "../../../../src/server/collection";
import { expiryOf } from "../../../../src/server/inbox/expiry";
import { handlersOf } from "../../../../src/server/inbox/message-handler";
import { defineMessage } from "../../../../src/server/inbox/message-kind";
import { statusIn } from "../../../../src/server/inbox/message-status";
import { messageOf, recordOf } from "./support";

const GIFT = defineMessage("gift", s.object({ item: s.string() }));
const CONTEXT = { collection: "C", key: "k" };

export = () => {
	it("has a name that is not Holdfast's own", () => {
		expect(GIFT.name).to.equal("gift");
		for (const name of ["", "~transfer", string.rep("x", 51), 5 as never]) {
			expect(() => defineMessage(name, s.object({}))).to.throw("defineMessage");
		}
	});

	it("has one handler in a collection", () => {
		const collection = defineCollection({
			name: "Players",
			schema: s.object({ items: s.array(s.string()) }),
			inbox: (on) => [on(GIFT, (draft, { item }) => draft.items.push(item))],
		});
		const handlers = handlersOf(collection);
		expect(handlers.get("gift")!.kind).to.equal(GIFT);
		expect(handlers.size()).to.equal(1);
		expect(() =>
			defineCollection({
				name: "Twice",
				schema: s.object({ items: s.array(s.string()) }),
				inbox: (on) => [on(GIFT, () => undefined), on(GIFT, () => undefined)],
			}),
		).to.throw("two handlers");
	});

	it("expires in a whole number of seconds, up to a year", () => {
		const fine = expiryOf(100, 1.5);
		expect(fine.ok && fine.value).to.equal(102);
		for (const seconds of [0, -1, 0 / 0, math.huge, 366 * 24 * 3600, "1" as never]) {
			const wrong = expiryOf(100, seconds);
			expect(!wrong.ok && wrong.error.kind).to.equal("invalidTime");
		}
	});

	it("of a message, what a record says of it", () => {
		const stored = recordOf({
			inbox: [messageOf("m1"), messageOf("m2")],
			ledger: { inboxAck: { m2: { state: "refused", keptUntil: 5 } } },
		});
		const said = (value: unknown, id: string) => {
			const status = statusIn(value, id, 0, CONTEXT);
			return status.ok ? status.value : status.error.kind;
		};
		expect(["m1", "m2", "m3"].map((id) => said(stored, id)).join(" ")).to.equal("waiting refused unknown");
		expect(said(undefined, "m1")).to.equal("unknown");
		expect(said("raw", "m1")).to.equal("unreadableRecord");
	});
};
