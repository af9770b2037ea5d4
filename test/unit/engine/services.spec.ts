/// <reference types="@rbxts/testez/globals" />

export = () => {
	it("gives the same service every time, and refuses one that does not exist", () => {
		expect(game.GetService("ReplicatedStorage")).to.equal(game.GetService("ReplicatedStorage"));
		expect(pcall(() => game.GetService("NoSuchService" as "Players"))[0]).to.equal(false);
	});

	it("says that this runs on a server", () => {
		const runService = game.GetService("RunService");
		expect(runService.IsServer()).to.equal(true);
		expect(runService.IsRunning()).to.equal(true);
	});

	it("beats once a frame while somebody listens", () => {
		let [beats, seconds] = [0, 0];
		const connection = game.GetService("RunService").Heartbeat.Connect((delta) => {
			beats += 1;
			seconds += delta;
		});
		task.wait(0.5);
		connection.Disconnect();
		const heard = beats;
		expect(beats > 10 && math.abs(seconds - 0.5) < 0.1).to.equal(true);
		task.wait(0.1);
		expect(beats).to.equal(heard);
	});

	it("lets a thread wait for an event, and hears it once with Once", () => {
		const bindable = new Instance("BindableEvent");
		let heard = 0;
		bindable.Event.Once(() => {
			heard += 1;
		});
		task.delay(0.05, () => bindable.Fire("a", 2));
		const [text, number] = bindable.Event.Wait() as unknown as LuaTuple<[string, number]>;
		bindable.Fire();
		task.wait();
		expect(text).to.equal("a");
		expect(number).to.equal(2);
		expect(heard).to.equal(1);
		bindable.Destroy();
	});

	it("calls a BindableFunction and gives back what it returns", () => {
		const bindable = new Instance("BindableFunction");
		bindable.OnInvoke = (a: number, b: number) => a + b;
		expect(bindable.Invoke(2, 3)).to.equal(5);
		bindable.Destroy();
	});

	it("encodes and decodes JSON, and makes GUIDs", () => {
		const http = game.GetService("HttpService");
		const decoded = http.JSONDecode(http.JSONEncode({ list: [1, 2, 3], text: "ü", yes: true })) as {
			list: Array<number>;
			text: string;
			yes: boolean;
		};
		expect(decoded.list.size()).to.equal(3);
		expect(decoded.text).to.equal("ü");
		expect(decoded.yes).to.equal(true);
		expect(pcall(() => http.JSONDecode("{"))[0]).to.equal(false);
		expect(http.GenerateGUID(false).size()).to.equal(36);
		expect(http.GenerateGUID().size()).to.equal(38);
		expect(http.GenerateGUID(false)).never.to.equal(http.GenerateGUID(false));
	});
};
