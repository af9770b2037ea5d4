/// <reference types="@rbxts/testez/globals" />
import { SimulatedMessagingService } from "../../../src/testing/messaging/simulated-messaging-service";
import { SpecMessages } from "./support/spec-messages";

export = () => {
	let spec: SpecMessages;
	let service: SimulatedMessagingService;

	beforeEach(() => {
		spec = new SpecMessages();
		service = spec.connect();
	});

	const callTimes = (count: number, body: () => unknown) => {
		for (let index = 1; index <= count; index += 1) spec.begin(body);
		spec.timeline.advance(1);
	};

	// platform.md 4: "Topic 1–80 chars; message 1,024 chars"
	it("refuses topics and messages that are too long, empty or cannot be sent, without a request", () => {
		for (const topic of ["", string.rep("t", 81), {}, undefined]) {
			spec.problemOf(() => service.PublishAsync(topic as never, 1));
			spec.problemOf(() => service.SubscribeAsync(topic as never, () => undefined));
		}
		for (const message of [string.rep("x", 1023), print, undefined]) {
			spec.problemOf(() => service.PublishAsync("topic", message));
		}
		spec.problemOf(() => service.SubscribeAsync("topic", "no function" as never));
		expect(spec.counted("MessagingService.PublishAsync")).to.equal(0);
		spec.publish(service, string.rep("x", 1022), string.rep("t", 80));
	});

	// platform.md 4: "sent/server 600+240n"
	it("lets a server send 600 messages a minute, and 240 for each of its players", () => {
		const crowded = spec.connect(1);
		callTimes(850, () => crowded.PublishAsync("topic", 1));
		callTimes(610, () => service.PublishAsync("topic", 1));
		expect(spec.counted("MessagingService.PublishAsync")).to.equal(1460);
		expect(spec.counted("MessagingService.PublishAsync (MessagingService)")).to.equal(20);
		spec.timeline.advance(61);
		spec.publish(service, 1);
	});

	// platform.md 4: "Concurrent subscriptions/server: 20+8n"
	it("lets a server have 20 subscriptions at a time, and 8 for each of its players", () => {
		const crowded = spec.connect(2);
		callTimes(40, () => crowded.SubscribeAsync("topic", () => undefined));
		expect(spec.bus.subscriptionsTo("topic").size()).to.equal(36);
		const connections = new Array<{ Disconnect(): void }>();
		callTimes(20, () => connections.push(service.SubscribeAsync("topic", () => undefined)));
		spec.problemOf(() => service.SubscribeAsync("topic", () => undefined));
		connections[0].Disconnect();
		spec.ask(() => service.SubscribeAsync("topic", () => undefined));
	});

	// platform.md 4: "subscribe calls/server 240"
	it("lets a server subscribe 240 times a minute", () => {
		for (let index = 1; index <= 240; index += 1) {
			spec.begin(() => service.SubscribeAsync("topic", () => undefined).Disconnect());
			spec.timeline.advance(0.2);
		}
		spec.problemOf(() => service.SubscribeAsync("topic", () => undefined));
	});

	// platform.md 4: "received/topic 40+80×servers; received/game 400+200×servers"
	it("drops in silence what a topic, or the game, receives too much of", () => {
		// Two servers: 200 for a topic, 800 for the game.
		const crowded = spec.connect(20);
		const heard = spec.listen(crowded);
		callTimes(250, () => crowded.PublishAsync("topic", 1));
		spec.timeline.advance(3);
		expect(heard.size()).to.equal(200);
		expect(spec.counted("message (over the limit)")).to.equal(50);
		for (const topic of ["b", "c", "d", "e"]) {
			spec.listen(crowded, topic);
			callTimes(200, () => crowded.PublishAsync(topic, 1));
		}
		spec.timeline.advance(3);
		expect(spec.counted("message")).to.equal(800);
		expect(spec.counted("message (over the limit)")).to.equal(250);
	});

	// design.md 9: message loss when a server crashes: nothing is called, and nobody is told
	it("delivers nothing to a server that has died, and forgets it", () => {
		let alive = true;
		const deliver = (run: () => void) => {
			if (alive) task.spawn(run);
			return alive;
		};
		const dying = spec.connect(0, deliver);
		const heard = spec.listen(dying);
		spec.listen(dying, "other");
		spec.publish(service, "before");
		spec.timeline.advance(2);
		alive = false;
		spec.publish(service, "after");
		spec.timeline.advance(2);
		expect(heard.join(" ")).to.equal("before");
		expect(spec.bus.subscriptionsTo("topic").size() + spec.bus.subscriptionsTo("other").size()).to.equal(0);
	});

	// design.md 9: error before commit; committed but reported as an error
	it("fails before anything is sent, or after", () => {
		const heard = spec.listen(service);
		spec.faults.interfere = (request) => (request.target === "topic" ? { kind: "failed", text: "down" } : undefined);
		expect(spec.problemOf(() => service.PublishAsync("topic", "never"))).to.equal("down");
		spec.faults.interfere = () => ({ kind: "unanswered", text: "lost answer" });
		expect(spec.problemOf(() => service.PublishAsync("topic", "sent"))).to.equal("lost answer");
		spec.timeline.advance(3);
		expect(heard.join(" ")).to.equal("sent");
	});
};
