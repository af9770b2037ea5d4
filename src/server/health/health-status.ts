/** What health is judged by: all of it is known without a request. */
export interface HealthInputs {
	/** The journal takes what is committed. */
	readonly journalWorks: boolean;
	/** This server could not show lately that it lives. */
	readonly suspect: boolean;
	/** Tries to save in a row that failed. */
	readonly failuresInARow: number;
	/** Requests that wait for their turn. */
	readonly waitingRequests: number;
	/** Updates that the platform would take at once. */
	readonly updateBudget: number;
	/** Sessions lost to other servers since the start. */
	readonly sessionsLost: number;
	/** Copies of backups in a row that could not be written. */
	readonly backupFailures: number;
	readonly running: boolean;
}

export interface HealthIssue {
	/** The input that it comes from. */
	readonly input: keyof HealthInputs;
	readonly message: string;
	/** What it takes off the score. */
	readonly points: number;
}

/** How well it goes, from 100 (nothing to see) to 0. */
export interface HealthStatus {
	/** `healthy` from 80, `degraded` from 40, else `unhealthy`. */
	readonly status: "healthy" | "degraded" | "unhealthy";
	readonly score: number;
	readonly issues: ReadonlyArray<HealthIssue>;
	/** What a person can do about them, in the order of the issues. */
	readonly recommendations: ReadonlyArray<string>;
}

interface Rule {
	readonly input: keyof HealthInputs;
	readonly points: (inputs: HealthInputs) => number;
	readonly message: (inputs: HealthInputs) => string;
	readonly recommendation: string;
}

const HEALTHY_FROM = 80;
const DEGRADED_FROM = 40;

/** Each rule takes its points off 100; docs/health.md has them as a table. */
const RULES: ReadonlyArray<Rule> = [
	{
		input: "running",
		points: (inputs) => (inputs.running ? 0 : 100),
		message: () => "The manager is not running.",
		recommendation: "Start the manager; after it was stopped, make a new one.",
	},
	{
		input: "failuresInARow",
		points: (inputs) => math.min(60, inputs.failuresInARow * 10),
		message: (inputs) => `The last ${inputs.failuresInARow} tries to save failed.`,
		recommendation: "Look at the `saveFailed` log events, and at the status of Roblox's DataStores.",
	},
	{
		input: "journalWorks",
		points: (inputs) => (inputs.journalWorks ? 0 : 25),
		message: () => "The journal does not work: a crash would lose what was committed since the last save.",
		recommendation: "Nothing to do if MemoryStores are down; documents are saved more often meanwhile.",
	},
	{
		input: "suspect",
		points: (inputs) => (inputs.suspect ? 15 : 0),
		message: () => "Other servers may take this one for dead: its sign of life could not be renewed.",
		recommendation: "Nothing to do if MemoryStores are down; if it stays, look at the quota of the MemoryStore.",
	},
	{
		input: "waitingRequests",
		points: (inputs) => math.min(20, inputs.waitingRequests / 5),
		message: (inputs) => `${inputs.waitingRequests} requests wait for their turn.`,
		recommendation: "Save less often by hand, or open fewer documents at once.",
	},
	{
		input: "updateBudget",
		points: (inputs) => (inputs.updateBudget < 5 ? 10 : 0),
		message: (inputs) => `Only ${inputs.updateBudget} updates are left of the platform's budget.`,
		recommendation: "Other code of the game uses the DataStores, too: give it a budget of its own.",
	},
	{
		input: "sessionsLost",
		points: (inputs) => math.min(10, inputs.sessionsLost * 5),
		message: (inputs) => `${inputs.sessionsLost} sessions were lost to other servers.`,
		recommendation: "Look at the `lost` log events: a server that hangs for long looks dead to others.",
	},
	{
		input: "backupFailures",
		points: (inputs) => math.min(20, inputs.backupFailures * 5),
		message: (inputs) => `The last ${inputs.backupFailures} copies of backups could not be written.`,
		recommendation: "Documents are saved all the same; look at the `backupFailed` log events.",
	},
];

/** Judges by the rules above: what a rule says depends on its input alone. */
export function judgeHealth(inputs: HealthInputs): HealthStatus {
	const issues = new Array<HealthIssue>();
	const recommendations = new Array<string>();
	let score = 100;
	for (const rule of RULES) {
		const points = rule.points(inputs);
		if (points <= 0) continue;
		score -= points;
		issues.push({ input: rule.input, message: rule.message(inputs), points });
		recommendations.push(rule.recommendation);
	}
	score = math.clamp(math.floor(score), 0, 100);
	const status = score >= HEALTHY_FROM ? "healthy" : score >= DEGRADED_FROM ? "degraded" : "unhealthy";
	return { status, score, issues, recommendations };
}
