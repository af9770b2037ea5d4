/// <reference types="@rbxts/testez/globals" />
import { resolveConfig } from "../../../src/server/config";
import { Session } from "../../../src/server/session/session";
import { SessionCare } from "../../../src/server/session/session-care";
import { SlotTable } from "../../../src/server/session/slot-table";
import { Emitter } from "../../../src/shared/emitter";

const INTERVAL = 600;
// It looks once a second.
const LOOK_SECONDS = 1.1;

/** As much of a session as care is taken of. */
class CaredFor {
	dirty = true;
	state = "open";
	readonly did = new Array<string>();
	readonly saved = new Emitter<[revision: number]>();
	readonly ended = new Emitter<[how: string]>();
	readonly collection = "C";

	/** When its last confirmed write was sent. */
	shown = 0;

	constructor(readonly key: string) {}

	lastShown(): number {
		return this.shown;
	}

	getState(): string {
		return this.state;
	}

	isDirty(): boolean {
		return this.dirty;
	}

	touch(): void {
		this.did.push("touch");
	}

	autosave(): void {
		this.did.push("autosave");
	}
}

export = () => {
	let care: SessionCare;
	let slots: SlotTable;
	let now: number;
	let suspectSince: number | undefined;
	let cleared: number;
	let interval: number;

	const add = (key: string) => {
		const session = new CaredFor(key);
		slots.slotOf("C", key).session = session as never as Session<object>;
		care.add(session as never as Session<object>);
		return session;
	};
	/** Lets it look once or twice at this time. */
	const lookAt = (seconds: number) => {
		now = seconds;
		task.wait(LOOK_SECONDS);
	};

	beforeEach(() => {
		slots = new SlotTable();
		now = 0;
		suspectSince = undefined;
		cleared = 0;
		interval = INTERVAL;
		care = new SessionCare({
			backUp: () => undefined,
			clock: {
				now() {
					return now;
				},
				unixSeconds() {
					return 0;
				},
			},
			config: resolveConfig({}),
			slots,
			heartbeat: {
				suspectedSince() {
					return suspectSince;
				},
				clear() {
					cleared += 1;
				},
			} as never,
			intervalSeconds: () => interval,
		});
		care.start();
	});

	afterEach(() => {
		care.stop();
	});

	it("saves a changed document first somewhere in the second half of the interval, then once per interval", () => {
		const sessions = new Array<CaredFor>();
		for (let index = 1; index <= 40; index += 1) sessions.push(add(`k${index}`));
		const savedSoFar = () => sessions.filter((session) => session.did.size() > 0).size();
		lookAt(INTERVAL / 2 - 1);
		expect(savedSoFar()).to.equal(0);
		lookAt(INTERVAL * 0.75);
		expect(savedSoFar() > 5 && savedSoFar() < 35).to.equal(true);
		lookAt(INTERVAL);
		expect(savedSoFar()).to.equal(40);
		for (const session of sessions) expect(session.did.join(",")).to.equal("autosave");
		lookAt(INTERVAL * 1.5 - 1);
		for (const session of sessions) expect(session.did.size()).to.equal(1);
		lookAt(INTERVAL * 2);
		for (const session of sessions) expect(session.did.join(",")).to.equal("autosave,autosave");
	});

	it("leaves alone what has not changed, what is on its way out, what has ended and what was never given to it", () => {
		const [clean, closing, over] = [add("clean"), add("closing"), add("over")];
		clean.dirty = false;
		closing.state = "closing";
		over.ended.emit("closed");
		const stranger = new CaredFor("stranger");
		slots.slotOf("C", "stranger").session = stranger as never;
		lookAt(INTERVAL * 3);
		for (const session of [clean, closing, over, stranger]) expect(session.did.size()).to.equal(0);
	});

	it("counts from the last save, whoever has asked for it", () => {
		const session = add("k");
		now = 290;
		session.saved.emit(2);
		lookAt(290 + INTERVAL - 1);
		expect(session.did.size()).to.equal(0);
		lookAt(290 + INTERVAL);
		expect(session.did.join(",")).to.equal("autosave");
	});

	it("follows the interval as it is at the moment of the look", () => {
		const session = add("k");
		lookAt(130);
		expect(session.did.size()).to.equal(0);
		interval = 120;
		lookAt(131);
		expect(session.did.join(",")).to.equal("autosave");
	});

	it("touches every open document while this server is suspect, changed or not, a little before it has to", () => {
		const session = add("k");
		session.dirty = false;
		suspectSince = 0;
		lookAt(6.9);
		expect(session.did.size()).to.equal(0);
		lookAt(7);
		expect(session.did[0]).to.equal("touch");
		session.did.clear();
		session.shown = now;
		lookAt(13.9);
		expect(session.did.size()).to.equal(0);
		lookAt(14);
		expect(session.did[0]).to.equal("touch");
	});

	it("is no more suspect when each open document was written since", () => {
		const [first, second, closing] = [add("a"), add("b"), add("c")];
		closing.state = "closing";
		suspectSince = 1;
		now = 5;
		first.shown = now;
		lookAt(6);
		expect(cleared).to.equal(0);
		second.shown = now;
		lookAt(7);
		expect(cleared > 0).to.equal(true);
	});

	it("does nothing any more when it was stopped", () => {
		const session = add("k");
		care.stop();
		lookAt(INTERVAL * 2);
		expect(session.did.size()).to.equal(0);
	});
};
