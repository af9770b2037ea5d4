import { HoldfastError } from "@rbxts/holdfast";

/** What a game does about an error. */
export type Advice =
	/** Tell whoever asked that it cannot be; nothing has changed. */
	| "refuse"
	/** The same call may succeed in a while. */
	| "tryAgain"
	/** The player is better off joining once more. */
	| "rejoin"
	/** Nobody waits for it any more. */
	| "ignore"
	/** A mistake in this game's code: it has to be seen by who wrote it. */
	| "report"
	/** Somebody has to look at the data. */
	| "alarm";

/** Every kind has its line: a kind that a new version of Holdfast adds does not compile until it has one too. */
export function adviceFor({ kind }: HoldfastError): Advice {
	switch (kind) {
		case "invalidData":
		case "tooLarge":
		case "backupNotFound":
		case "invalidTime":
		case "notEnough":
		case "nothingStored":
		case "notInQuarantine":
			return "refuse";
		case "inboxFull":
		case "outboxFull":
		case "busy":
		case "cloud":
		case "conflict":
		case "held":
		case "locked":
		case "lockTimeout":
		case "migrationState":
		case "undecided":
			return "tryAgain";
		case "newerData":
		case "notOpen":
		case "rolledBack":
		case "sessionLost":
			return "rejoin";
		case "playerLeft":
		case "sessionClosed":
		case "shuttingDown":
			return "ignore";
		case "alreadyOpen":
		case "invalidKey":
		case "invalidPath":
		case "invalidStep":
		case "invalidTransfer":
		case "invalidTransaction":
		case "recipeThrew":
		case "recipeYielded":
		case "transactionOver":
		case "unknownProduct":
		case "unknownSchema":
		case "unknownVersion":
		case "unstorable":
			return "report";
		case "backupDamaged":
		case "migrationFailed":
		case "unreadableRecord":
		case "unrecoverable":
			return "alarm";
		default:
			return isEveryKind(kind);
	}
}

/** Takes nothing: what gets here is a kind that the switch forgot, and that does not compile. */
function isEveryKind(forgotten: never): never {
	return error(`there is no advice for ${tostring(forgotten)}`) as never;
}
