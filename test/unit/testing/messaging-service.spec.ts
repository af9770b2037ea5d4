/// <reference types="@rbxts/testez/globals" />
import { SimulatedMessagingService } from "../../../src/testing/messaging/simulated-messaging-service";
import { Message } from "../../../src/testing/messaging/subscription";
import { RELIABLE, SpecMessages } from "./support/spec-messages";

export = () => {
	let spec: SpecMessages;
	let service: SimulatedMessagingService;

	beforeEach(() => {
		spec = new SpecMessages();
		service = spec.connect();
	});

	// platform.md 4: "cb gets {Data, Sent} (Sent in Unix seconds)"
	it("gives every subscriber the message and the time at which it was accepted", () => {
		const received = new Array<Message>();
		spec.ask(() => service.SubscribeAsync("topic", (message) => received.push(message)));
		const heard = spec.listen(spec.connect());
		spec.publish(spec.connect(), { text: "hello" });
		const published = spec.timeline.now();
		spec.timeline.advance(2);
		expect((received[0].Data as { text: string }).text).to.equal("hello");
		expect(received[0].Sent < published && received[0].Sent > published - 1).to.equal(true);
		expect(heard.size()).to.equal(1);
	});

	// platform.md 4: "Multiple subscriptions per topic allowed"
	it("calls each subscription of a topic, each with a copy of its own, and none of another topic", () => {
		const elsewhere = spec.listen(service, "elsewhere");
		const copies = new Array<{ n: number }>();
		for (let index = 1; index <= 2; index += 1) {
			spec.ask(() =>
				service.SubscribeAsync("topic", (message) => {
					const copy = message.Data as { n: number };
					copy.n += 1;
					copies.push(copy);
				}),
			);
		}
		spec.publish(service, { n: 1 });
		spec.timeline.advance(2);
		expect(copies.map((copy) => copy.n).join(" ")).to.equal("2 2");
		expect(elsewhere.size()).to.equal(0);
	});

	// platform.md 4: "SubscribeAsync(topic, cb) yields until registered"
	it("gives nothing that was published before the subscription was registered", () => {
		spec.publish(service, "early");
		const heard = spec.listen(service);
		spec.timeline.advance(3);
		expect(heard.size()).to.equal(0);
	});

	// platform.md 4: "returns a connection"
	it("gives nothing after Disconnect, not even what was under way", () => {
		let count = 0;
		const connection = spec.ask(() => service.SubscribeAsync("topic", () => (count += 1)));
		expect(connection.Connected).to.equal(true);
		spec.ask(() => service.PublishAsync("topic", 1));
		connection.Disconnect();
		connection.Disconnect();
		expect(connection.Connected).to.equal(false);
		spec.timeline.advance(3);
		// What came within the second that publishing took here may have been heard.
		const before = count;
		spec.publish(service, 2);
		spec.timeline.advance(3);
		expect(count).to.equal(before);
		expect(spec.bus.subscriptionsTo("topic").size()).to.equal(0);
	});

	it("calls each callback in a thread of its own", () => {
		const heard = new Array<string>();
		spec.ask(() =>
			service.SubscribeAsync("topic", (message) => {
				if (message.Data === "stuck") coroutine.yield();
				heard.push(tostring(message.Data));
			}),
		);
		spec.publish(service, "stuck");
		spec.timeline.advance(2);
		spec.publish(service, "next");
		spec.timeline.advance(2);
		expect(heard.join(" ")).to.equal("next");
	});

	// platform.md 4: "Best effort, typically 1–2 s"
	it("delivers half a second to two seconds after a message was accepted", () => {
		const delays = new Array<number>();
		spec.ask(() => service.SubscribeAsync("topic", (message) => delays.push(spec.timeline.now() - message.Sent)));
		for (let index = 1; index <= 30; index += 1) spec.publish(service, index);
		spec.timeline.advance(3);
		expect(delays.size()).to.equal(30);
		expect(delays.every((delay) => delay >= 0.49 && delay <= 2.01)).to.equal(true);
		expect(math.max(...delays) - math.min(...delays) > 1).to.equal(true);
	});

	// platform.md 11: "may deliver to the publisher itself, may drop, may duplicate and does not order"
	describe("by default", () => {
		function hear(count: number, switches = {}, seed = 1): Array<string> {
			const one = new SpecMessages(switches, seed);
			const [publisher, receiver] = [one.connect(20), one.connect(20)];
			const heard = one.listen(receiver);
			for (let index = 1; index <= count; index += 1) {
				one.begin(() => publisher.PublishAsync("topic", index));
				one.timeline.advance(0.6);
			}
			one.timeline.advance(5);
			return heard;
		}

		it("loses some messages, gives some twice, and keeps no order", () => {
			const heard = hear(1000);
			const different = new Set(heard);
			expect(different.size() < 1000 && different.size() > 950).to.equal(true);
			expect(heard.size() > different.size()).to.equal(true);
			expect(heard.some((text, index) => index > 0 && tonumber(text)! < tonumber(heard[index - 1])!)).to.equal(true);
		});

		it("gives a server its own messages", () => {
			const heard = spec.listen(service);
			spec.publish(service, "mine");
			spec.timeline.advance(2);
			expect(heard.size()).to.equal(1);
		});

		it("draws the same for the same seed, and other things for another", () => {
			expect(hear(100, {}, 7).join()).to.equal(hear(100, {}, 7).join());
			expect(hear(100, {}, 7).join()).never.to.equal(hear(100, {}, 8).join());
		});

		it("can be switched to lose all, to give all twice, and to keep the order", () => {
			expect(hear(20, { loss: 1 }).size()).to.equal(0);
			expect(hear(20, { loss: 0, duplication: 1 }).size()).to.equal(40);
			const numbers = hear(100, { ...RELIABLE, reordering: 0 }).map((text) => tonumber(text)!);
			expect(numbers.size()).to.equal(100);
			expect(numbers.every((value, index) => value === index + 1)).to.equal(true);
		});

		it("can be switched to keep a server's own messages from it", () => {
			const one = new SpecMessages({ ...RELIABLE, selfDelivery: false });
			const [publisher, receiver] = [one.connect(), one.connect()];
			const [own, others] = [one.listen(publisher), one.listen(receiver)];
			one.publish(publisher, "mine");
			one.timeline.advance(2);
			expect(`${own.size()} ${others.size()}`).to.equal("0 1");
		});
	});
};
