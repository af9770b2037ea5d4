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

	it("finds instances by their tags, and tells of those that come and go", () => {
		const collection = game.GetService("CollectionService");
		const told = new Array<string>();
		const connections = [
			collection.GetInstanceAddedSignal("spec").Connect((instance) => told.push(`+${instance.Name}`)),
			collection.GetInstanceRemovedSignal("spec").Connect((instance) => told.push(`-${instance.Name}`)),
		];
		const folder = new Instance("Folder");
		folder.AddTag("spec");
		expect(collection.GetTagged("spec").size()).to.equal(0);
		folder.Parent = game.GetService("ReplicatedStorage");
		expect(collection.GetTagged("spec")[0]).to.equal(folder);
		expect(collection.HasTag(folder, "spec")).to.equal(true);
		folder.RemoveTag("spec");
		folder.AddTag("spec");
		folder.Destroy();
		task.wait();
		expect(told.join(" ")).to.equal("+Folder -Folder +Folder -Folder");
		for (const connection of connections) connection.Disconnect();
	});

	it("encodes base64, compresses and hashes", () => {
		const encoding = game.GetService("EncodingService");
		for (const text of ["", "f", "fo", "foo", "foobar", "\0\xff\x80"]) {
			const encoded = encoding.Base64Encode(buffer.fromstring(text));
			expect(buffer.tostring(encoding.Base64Decode(encoded))).to.equal(text);
		}
		expect(buffer.tostring(encoding.Base64Encode(buffer.fromstring("foob")))).to.equal("Zm9vYg==");
		const long = buffer.fromstring(string.rep("holdfast ", 500));
		const packed = encoding.CompressBuffer(long, Enum.CompressionAlgorithm.Zstd);
		expect(buffer.len(packed) < buffer.len(long)).to.equal(true);
		expect(buffer.tostring(encoding.DecompressBuffer(packed, Enum.CompressionAlgorithm.Zstd))).to.equal(
			buffer.tostring(long),
		);
		const hash = encoding.ComputeBufferHash(buffer.fromstring("abc"), Enum.HashAlgorithm.Sha256);
		expect(buffer.len(hash)).to.equal(32);
		expect(buffer.readu8(hash, 0)).to.equal(0xba);
	});

	it("keeps what was printed, and tells of it", () => {
		const log = game.GetService("LogService");
		let heard = "";
		const connection = log.MessageOut.Connect((message, messageType) => {
			heard = `${messageType.Name} ${message}`;
		});
		print("said by a spec");
		task.wait();
		connection.Disconnect();
		expect(heard).to.equal("MessageOutput said by a spec");
		const history = log.GetLogHistory();
		expect((history[history.size() - 1] as { message: string }).message).to.equal("said by a spec");
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
		expect(http.JSONEncode({})).to.equal("[]");
		expect(http.JSONEncode(new Map([[5, "five"]]))).to.equal('{"5":"five"}');
		expect(http.JSONEncode({ text: 'a "quote"\n' })).to.equal('{"text":"a \\"quote\\"\\n"}');
		const cyclic: { own?: object } = {};
		cyclic.own = cyclic;
		expect(pcall(() => http.JSONEncode(cyclic))[0]).to.equal(false);
		expect(http.GenerateGUID(false).size()).to.equal(36);
		expect(http.GenerateGUID().size()).to.equal(38);
		expect(http.GenerateGUID(false)).never.to.equal(http.GenerateGUID(false));
	});
};
