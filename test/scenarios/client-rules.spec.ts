/// <reference types="@rbxts/testez/globals" />
import * as holdfast from "../../src";
import type { Mutation } from "../../src/client";
import { IntentCodec } from "../../src/mutators/intent-codec";
import { writeIntentHead } from "../../src/protocol/client-section";
import { ByteWriter } from "../../src/wire/byte-writer";
import { declareGame } from "./support/client-game";
import { ANN, BEN, ClientWorld, GameServer, Mail, standOf } from "./support/client-world";
import { findHeadless } from "./support/headless";
import { edit, proveStoriesIn, Story } from "./support/stories";

const LINE = "server/publish/client-line";
const DESK = "server/publish/intent-desk";
const LOG = "client/intent-log";
const REPLICA = "client/replica";
const VIEW = "client/predicted-view";

/** Loses the first messages one way, from now on. */
function loseFirst(mail: Mail, toServer: boolean, times: number): void {
	let left = times;
	mail.loses = (_message, isToServer) => {
		if (isToServer !== toServer || left === 0) return false;
		left -= 1;
		return true;
	};
}

/** An intent as a changed client writes it. */
function intentOf(stream: number, name: string, value: unknown): string {
	const codec = new IntentCodec(declareGame(holdfast).channel.mutators);
	const intent = { kind: "call", name, args: { count: 1, values: new Map([[1, value]]) } } as const;
	const writer = new ByteWriter();
	writeIntentHead(writer, stream, 1, codec.idOf(intent));
	codec.write(writer, intent);
	return buffer.tostring(writer.toBuffer());
}

function coinsOf(host: GameServer): number {
	return host.session("12").data.coins;
}

const STORIES: ReadonlyArray<Story<ClientWorld>> = [
	{
		name: "what was done is not done again when its answer was lost",
		play: (world) => {
			const mail: Mail = {};
			const host = world.startServer();
			const ann = world.joinWith(host, ANN, mail);
			loseFirst(mail, false, 1);
			const mutation = ann.ask((state) => state.mutate.earn(10));
			world.run(10);
			return `${standOf(mutation)}, server ${coinsOf(host)}, client ${ann.coins()}`;
		},
		tells: "confirmed, server 110, client 110",
		without: [
			{
				rule: "what comes a second time is only answered",
				edits: [edit(LINE, "if sequence <= stream.acked then", "if false then")],
				tells: "confirmed, server 120, client 120",
			},
			{
				rule: "who asks again may lack what was changed, too, and is shown that",
				edits: [edit("server/publish/client-stream", "self:compare()", "")],
				tells: "confirmed, server 110, client 100",
			},
		],
	},
	{
		name: "what was asked for first is done first, even if it was lost",
		play: (world) => {
			const mail: Mail = {};
			const host = world.startServer();
			const ann = world.joinWith(host, ANN, mail);
			const done = new Array<string>();
			host.inside(() => {
				host.session("12").committed.subscribe(() => done.push(host.session("12").data.bio));
			});
			loseFirst(mail, true, 1);
			const asked = ["a", "b", "c"].map((bio) => {
				const mutation = ann.ask((state) => state.mutateAs("high").describe(bio));
				world.run(0.1);
				return mutation;
			});
			world.run(10);
			return `${done.join(" ")}; ${asked.map((mutation) => standOf(mutation)).join(" ")}`;
		},
		tells: "a b c; confirmed confirmed confirmed",
		without: [
			{
				rule: "what comes too early is asked for again",
				edits: [edit(LINE, "if sequence > stream.acked + 1 then", "if false then")],
				tells: "b c; confirmed confirmed confirmed",
			},
		],
	},
	{
		name: "all of a window can be answered at once",
		play: (world) => {
			const mail: Mail = {};
			const host = world.startServer();
			const ann = world.joinWith(host, ANN, mail);
			loseFirst(mail, false, 4);
			const asked = new Array<Mutation>();
			ann.inside(() => {
				for (const _ of $range(1, 32)) asked.push(ann.state.mutate.earn(1));
			});
			world.run(30);
			return `server ${coinsOf(host)}, ${asked.filter((it) => it.getStatus() === "confirmed").size()} confirmed`;
		},
		tells: "server 132, 32 confirmed",
		without: [
			{
				rule: "an answer is one to what is under way",
				edits: [edit(LOG, "nearest(acked, self.acked + 1)", "nearest(acked, self.acked)")],
				tells: "server 132, 0 confirmed",
			},
		],
	},
	{
		name: "guesses that were right are heard of once, however they are answered",
		play: (world) => {
			const host = world.startServer();
			const ann = world.joinWith(host, ANN);
			ann.news();
			ann.ask((state) => state.mutate.buyItem("torch"));
			world.run(0.06);
			ann.ask((state) => state.mutate.earn(5));
			world.run(1);
			return ann.news();
		},
		tells: "coins 100 → 80 predicted; inventory … → … predicted; coins 80 → 85 predicted",
		without: [
			{
				rule: "what is not answered is done again on what is",
				edits: [edit(VIEW, "predict(self.run, self.confirmed, guesses, self:get())", "self.confirmed")],
				tells:
					"coins 100 → 80 predicted; inventory … → … predicted; coins 80 → 85 predicted; coins 85 → 80 confirmed; inventory … → … confirmed; coins 80 → 85 confirmed",
			},
			{
				rule: "a new view has of the one before whatever is equal",
				edits: [edit("client/predict", "return share(before, outcome.draft)", "return outcome.draft")],
				tells:
					"coins 100 → 80 predicted; inventory … → … predicted; coins 80 → 85 predicted; settings … → … remote; inventory … → … confirmed; stats … → … remote",
			},
		],
	},
	{
		name: "a change that is lost is missed when the next one comes",
		play: (world) => {
			const mail: Mail = {};
			const host = world.startServer();
			const ann = world.joinWith(host, ANN, mail);
			loseFirst(mail, false, 1);
			host.change("12", (draft) => {
				draft.title = "lost";
			});
			world.run(0.2);
			host.change("12", (draft) => {
				draft.coins = 5;
			});
			world.run(5);
			return `${ann.state.getState()!.title} ${ann.coins()}`;
		},
		tells: "lost 5",
		without: [
			{
				rule: "changes say which revision they are of",
				edits: [edit(REPLICA, "if ahead ~= 0 then", "if false then")],
				tells: "new 5",
			},
		],
	},
	{
		name: "what changes while a snapshot is on its way is not lost",
		play: (world) => {
			const host = world.startServer();
			const ann = world.join(host, ANN);
			const session = host.open("12", 12);
			host.change("12", (draft) => {
				for (const index of $range(1, 4000)) draft.inventory.push({ id: `item ${index} of many`, amount: 1 });
			});
			host.show(session, ANN);
			world.run(0.05);
			host.change("12", (draft) => {
				draft.coins = 5;
			});
			world.run(5);
			return `${ann.coins()} coins, ${ann.state.getState()!.inventory.size()} items`;
		},
		tells: "5 coins, 4000 items",
		without: [
			{
				rule: "changes wait for the snapshot that they are made on",
				edits: [edit(REPLICA, "table.insert(_later, _body)", "")],
				tells: "100 coins, 4000 items",
			},
		],
	},
	{
		name: "a changed client gets no more than a mutator gives",
		play: (world) => {
			const host = world.startServer();
			const ann = world.joinWith(host, ANN);
			ann.fire(intentOf(0, "earn", 1e6));
			world.run(1);
			return `${coinsOf(host)} coins; ${host.violations.map(({ kind }) => kind).join(" ")}`;
		},
		tells: "100 coins; invalid",
		without: [
			{
				rule: "the server checks what the client has checked",
				edits: [edit(DESK, "checkIntent(mutators, codec.places, intent)", "nil")],
				tells: "1000100 coins; ",
			},
		],
	},
	{
		name: "a changed client does nothing to what it only looks at",
		play: (world) => {
			const host = world.startServer();
			world.joinWith(host, ANN);
			const ben = world.joinWith(host, BEN);
			host.show(host.session("12"), BEN);
			world.run(1);
			ben.fire(intentOf(1, "rename", "stolen"));
			world.run(1);
			return `${host.session("12").data.title}; ${host.violations.map(({ kind }) => kind).join(" ")}`;
		},
		tells: "new; forbidden",
		without: [
			{
				rule: "who is shown what is public asks for nothing",
				edits: [edit(DESK, 'if shown.view ~= "owner" then', "if false then")],
				tells: "stolen; ",
			},
		],
	},
	{
		name: "who is told to wait does wait, and nothing of theirs is lost",
		play: (world) => {
			const host = world.startServer();
			const ann = world.joinWith(host, ANN);
			const before = ann.sent.size();
			const asked = new Array<Mutation>();
			for (const _ of $range(1, 3)) asked.push(ann.ask((state) => state.mutate.expensive()));
			world.run(8);
			const done = asked.filter((it) => it.getStatus() === "confirmed").size();
			return `${done} done with ${ann.sent.size() - before > 3 ? "many" : "three"} messages`;
		},
		tells: "3 done with three messages",
		without: [
			{
				rule: "nothing is sent before the time that the server has named",
				edits: [edit(LOG, "if now < self.heldUntil then", "if false then")],
				tells: "3 done with many messages",
			},
		],
	},
];

export = () => {
	if (findHeadless() === undefined) SKIP();

	describe("clients", () => {
		proveStoriesIn((edits) => new ClientWorld({ edits }), STORIES, it);
	});
};
