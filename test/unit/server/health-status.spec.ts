/// <reference types="@rbxts/testez/globals" />
import { HealthInputs, judgeHealth } from "../../../src/server/health/health-status";

const WELL: HealthInputs = {
	running: true,
	journalWorks: true,
	suspect: false,
	failuresInARow: 0,
	waitingRequests: 0,
	updateBudget: 100,
	sessionsLost: 0,
	backupFailures: 0,
};

interface Case {
	readonly inputs: Partial<HealthInputs>;
	readonly input: keyof HealthInputs;
	readonly points: number;
	readonly score: number;
	readonly status: string;
	/** A part of the message, and one of the recommendation. */
	readonly says: string;
	readonly recommends: string;
}

const CASES: ReadonlyArray<Case> = [
	{
		inputs: { running: false },
		input: "running",
		points: 100,
		score: 0,
		status: "unhealthy",
		says: "not running",
		recommends: "Start the manager",
	},
	{
		inputs: { failuresInARow: 1 },
		input: "failuresInARow",
		points: 10,
		score: 90,
		status: "healthy",
		says: "last 1 tries",
		recommends: "`saveFailed`",
	},
	{
		inputs: { failuresInARow: 3 },
		input: "failuresInARow",
		points: 30,
		score: 70,
		status: "degraded",
		says: "last 3 tries",
		recommends: "`saveFailed`",
	},
	{
		inputs: { failuresInARow: 40 },
		input: "failuresInARow",
		points: 60,
		score: 40,
		status: "degraded",
		says: "last 40 tries",
		recommends: "`saveFailed`",
	},
	{
		inputs: { journalWorks: false },
		input: "journalWorks",
		points: 25,
		score: 75,
		status: "degraded",
		says: "journal does not work",
		recommends: "MemoryStores are down",
	},
	{
		inputs: { suspect: true },
		input: "suspect",
		points: 15,
		score: 85,
		status: "healthy",
		says: "take this one for dead",
		recommends: "quota of the MemoryStore",
	},
	{
		inputs: { waitingRequests: 50 },
		input: "waitingRequests",
		points: 10,
		score: 90,
		status: "healthy",
		says: "50 requests wait",
		recommends: "Save less often",
	},
	{
		inputs: { waitingRequests: 1000 },
		input: "waitingRequests",
		points: 20,
		score: 80,
		status: "healthy",
		says: "1000 requests wait",
		recommends: "Save less often",
	},
	{
		inputs: { updateBudget: 4 },
		input: "updateBudget",
		points: 10,
		score: 90,
		status: "healthy",
		says: "Only 4 updates",
		recommends: "Other code of the game",
	},
	{
		inputs: { backupFailures: 2 },
		input: "backupFailures",
		points: 10,
		score: 90,
		status: "healthy",
		says: "The last 2 copies",
		recommends: "`backupFailed` log events",
	},
	{
		inputs: { backupFailures: 50 },
		input: "backupFailures",
		points: 20,
		score: 80,
		status: "healthy",
		says: "The last 50 copies",
		recommends: "saved all the same",
	},
	{
		inputs: { sessionsLost: 1 },
		input: "sessionsLost",
		points: 5,
		score: 95,
		status: "healthy",
		says: "1 sessions were lost",
		recommends: "`lost` log events",
	},
	{
		inputs: { sessionsLost: 9 },
		input: "sessionsLost",
		points: 10,
		score: 90,
		status: "healthy",
		says: "9 sessions were lost",
		recommends: "`lost` log events",
	},
];

const holds = (text: string, part: string) => text.find(part, 1, true)[0] !== undefined;

export = () => {
	it("has nothing to say when all is well", () => {
		const status = judgeHealth(WELL);
		expect(status.status).to.equal("healthy");
		expect(status.score).to.equal(100);
		expect(status.issues.size()).to.equal(0);
		expect(status.recommendations.size()).to.equal(0);
	});

	for (const { inputs, input, points, score, status, says, recommends } of CASES) {
		const [key, value] = next(inputs as Record<string, unknown>);
		it(`${key} ${value} takes ${points} points, and says why and what to do`, () => {
			const judged = judgeHealth({ ...WELL, ...inputs });
			expect(judged.issues.size()).to.equal(1);
			expect(judged.issues[0].input).to.equal(input);
			expect(judged.issues[0].points).to.equal(points);
			expect(holds(judged.issues[0].message, says)).to.equal(true);
			expect(judged.score).to.equal(score);
			expect(judged.status).to.equal(status);
			expect(judged.recommendations.size()).to.equal(1);
			expect(holds(judged.recommendations[0], recommends)).to.equal(true);
		});
	}

	it("adds up what is wrong, in an order of its own, and never goes below 0", () => {
		const two = judgeHealth({ ...WELL, suspect: true, journalWorks: false });
		expect(two.score).to.equal(60);
		expect(two.status).to.equal("degraded");
		expect(two.issues.map((issue) => issue.input).join(",")).to.equal("journalWorks,suspect");
		const all = judgeHealth({ ...WELL, suspect: true, journalWorks: false, failuresInARow: 9, sessionsLost: 5 });
		expect(all.score).to.equal(0);
		expect(all.status).to.equal("unhealthy");
	});

	it("calls it degraded below 80 and unhealthy below 40, and not a point earlier", () => {
		const statusOf = (inputs: Partial<HealthInputs>) => judgeHealth({ ...WELL, ...inputs }).status;
		expect(statusOf({ failuresInARow: 2 })).to.equal("healthy");
		expect(statusOf({ failuresInARow: 2, waitingRequests: 1 })).to.equal("degraded");
		expect(statusOf({ failuresInARow: 6 })).to.equal("degraded");
		expect(statusOf({ failuresInARow: 6, waitingRequests: 1 })).to.equal("unhealthy");
	});

	it("takes a budget of 5 for enough", () => {
		expect(judgeHealth({ ...WELL, updateBudget: 5 }).score).to.equal(100);
	});
};
