/// <reference types="@rbxts/testez/globals" />

export = () => {
	const evening = DateTime.fromUniversalTime(1986, 9, 4, 20, 30, 25, 123);

	it("says what time it is, as os.time does", () => {
		expect(typeOf(DateTime.now())).to.equal("DateTime");
		const before = os.time();
		const { UnixTimestamp, UnixTimestampMillis } = DateTime.now();
		expect(UnixTimestamp >= before && UnixTimestamp <= before + 1).to.equal(true);
		expect(math.floor(UnixTimestampMillis / 1000)).to.equal(UnixTimestamp);
	});

	it("goes on while a thread waits", () => {
		const before = DateTime.now().UnixTimestampMillis;
		task.wait(0.1);
		expect(DateTime.now().UnixTimestampMillis - before >= 90).to.equal(true);
	});

	it("is equal to itself made again from seconds, milliseconds or a text", () => {
		expect(DateTime.fromUnixTimestamp(12)).to.equal(DateTime.fromUnixTimestampMillis(12_000));
		expect(DateTime.fromUnixTimestampMillis(evening.UnixTimestampMillis)).to.equal(evening);
		expect(DateTime.fromIsoDate(evening.ToIsoDate())).to.equal(evening);
		expect(DateTime.fromUnixTimestamp(12)).never.to.equal(DateTime.fromUnixTimestamp(13));
		expect(tostring(DateTime.fromUnixTimestampMillis(12_345))).to.equal("12345");
	});

	it("is made from the parts of a date, which it gives back", () => {
		expect(DateTime.fromUniversalTime()).to.equal(DateTime.fromUnixTimestamp(0));
		expect(evening.UnixTimestampMillis).to.equal(526_249_825_123);
		const parts = evening.ToUniversalTime();
		expect(parts.Year).to.equal(1986);
		expect(parts.Month).to.equal(9);
		expect(parts.Day).to.equal(4);
		expect(parts.Hour).to.equal(20);
		expect(parts.Minute).to.equal(30);
		expect(parts.Second).to.equal(25);
		expect(parts.Millisecond).to.equal(123);
		const { Year, Month, Day, Hour } = evening.ToLocalTime();
		expect(DateTime.fromLocalTime(Year, Month, Day, Hour, 30, 25, 123)).to.equal(evening);
	});

	it("agrees with os.date on every day, leap years and centuries among them", () => {
		for (const day of $range(-400_000, 400_000, 1_237)) {
			const moment = DateTime.fromUnixTimestamp(math.max(day, 0) * 86_400 + 3_723);
			const { Year, Month, Day } = moment.ToUniversalTime();
			expect("%04d-%02d-%02d".format(Year, Month, Day)).to.equal(os.date("!%Y-%m-%d", moment.UnixTimestamp));
			const past = DateTime.fromUnixTimestamp(math.clamp(day, -200_000, 0) * 86_400).ToUniversalTime();
			const again = DateTime.fromUniversalTime(past.Year, past.Month, past.Day);
			expect(again.UnixTimestamp).to.equal(math.clamp(day, -200_000, 0) * 86_400);
		}
	});

	it("carries times of day over, and refuses days that do not exist", () => {
		expect(DateTime.fromUniversalTime(2020, 1, 1, 0, 90)).to.equal(DateTime.fromUniversalTime(2020, 1, 1, 1, 30));
		expect(DateTime.fromUniversalTime(2020, 1, 1, 0, 0, -10)).to.equal(
			DateTime.fromUniversalTime(2019, 12, 31, 23, 59, 50),
		);
		expect(pcall(() => DateTime.fromUniversalTime(2020, 1, 32))[0]).to.equal(false);
		expect(pcall(() => DateTime.fromUniversalTime(2019, 2, 29))[0]).to.equal(false);
		expect(DateTime.fromUniversalTime(2020, 2, 29).ToUniversalTime().Day).to.equal(29);
	});

	it("reads a date as the Internet writes it, and nothing from another text", () => {
		const moment = DateTime.fromIsoDate("2020-01-02T10:30:45Z")!;
		expect(moment.UnixTimestamp).to.equal(1_577_961_045);
		expect(moment.ToIsoDate()).to.equal("2020-01-02T10:30:45Z");
		expect(DateTime.fromIsoDate("some day")).to.equal(undefined);
		expect(DateTime.fromIsoDate("2020-13-02T10:30:45Z")).to.equal(undefined);
	});

	it("is written in English as a format says", () => {
		const write = (format: string) => evening.FormatUniversalTime(format, "en-us");
		expect(write("LT")).to.equal("8:30 PM");
		expect(write("LTS")).to.equal("8:30:25 PM");
		expect(write("L")).to.equal("09/04/1986");
		expect(write("l")).to.equal("9/4/1986");
		expect(write("LL")).to.equal("September 4, 1986");
		expect(write("ll")).to.equal("Sep 4, 1986");
		expect(write("LLL")).to.equal("September 4, 1986 8:30 PM");
		expect(write("LLLL")).to.equal("Thursday, September 4, 1986 8:30 PM");
		expect(write("YYYY-MM-DD HH:mm:ss")).to.equal("1986-09-04 20:30:25");
		expect(write("dddd")).to.equal("Thursday");
		expect(write("ddd D MMM YY, hh:mm a")).to.equal("Thu 4 Sep 86, 08:30 pm");
		expect(write("DDDD")).to.equal("247");
		expect(write("SSS")).to.equal("123");
	});

	it("never changes, and has no members but its own", () => {
		expect(
			pcall(() => {
				(evening as unknown as Record<string, number>).UnixTimestamp = 5;
			})[0],
		).to.equal(false);
		expect(pcall(() => (evening as unknown as Record<string, number>).Foo)[0]).to.equal(false);
	});
};
