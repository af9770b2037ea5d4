/// <reference types="@rbxts/testez/globals" />
import { connectServer, createSimulatedServer } from "../support/simulated-server";

const ARRIVAL_SECONDS = 0.6;

export = () => {
	it("brings what one server publishes to the listeners of another, until they end it", () => {
		const publisher = createSimulatedServer();
		const listener = connectServer(publisher.cloud);
		const heard = new Array<number>();
		const subscribed = listener.messages.subscribe("topic", (message) => heard.push((message as { n: number }).n));
		assert(subscribed.ok);
		expect(publisher.messages.publish("topic", { n: 1 }).ok).to.equal(true);
		task.wait(ARRIVAL_SECONDS);
		subscribed.value();
		subscribed.value();
		publisher.messages.publish("topic", { n: 2 });
		task.wait(ARRIVAL_SECONDS);
		expect(heard.join(" ")).to.equal("1");
	});

	it("runs each message in a thread of its own, which may yield or fail", () => {
		const { messages } = createSimulatedServer();
		let heard = 0;
		messages.subscribe("topic", () => {
			heard += 1;
			task.wait(60);
		});
		messages.publish("topic", {});
		messages.publish("topic", {});
		task.wait(ARRIVAL_SECONDS);
		expect(heard).to.equal(2);
	});

	it("gives a failure as a value, and whether to try again", () => {
		const { messages, cloud } = createSimulatedServer();
		const tooLong = messages.publish("topic", { text: string.rep("x", 1100) });
		expect(!tooLong.ok && tooLong.error.retryable).to.equal(false);
		const noTopic = messages.subscribe("", () => undefined);
		expect(!noTopic.ok && noTopic.error.retryable).to.equal(false);
		cloud.faults.interfere = () => ({ kind: "failed" });
		const published = messages.publish("topic", {});
		expect(!published.ok && published.error.retryable).to.equal(true);
		const subscribed = messages.subscribe("topic", () => undefined);
		expect(!subscribed.ok && subscribed.error.retryable).to.equal(true);
	});
};
