import { Rounds } from "../shared/rounds";
import { runWithin } from "../shared/run-within";
import type { ServerParts } from "./server-parts";
import { closeAlone } from "./session/close-alone";

// Part of the time at shutdown that writing the journal may take.
const LAST_JOURNAL_SECONDS = 4;
// At shutdown nobody waits longer than this before the next try.
const HURRY_SECONDS = 3;
// Whatever else took its time, the cloud is told that this server is gone.
const LEAVE_SECONDS_MIN = 0.5;

/** Writes the journal once and gives every document free, as far as there is time; then leaves the world. Yields. */
export function shutDown(parts: ServerParts): void {
	const { clock, slots, journal, transactions } = parts;
	const deadline = clock.now() + parts.config.shutdownSeconds;
	const withinTheRest = (body: () => void, least = 0) => runWithin(math.max(least, deadline - clock.now()), body);
	parts.stopCaring();
	runWithin(LAST_JOURNAL_SECONDS, () => journal.flushNow());
	for (const session of slots.sessions()) closeAlone(session);
	// There is no time for the long pauses of one who has failed often.
	const hurrying = new Rounds(
		() => HURRY_SECONDS,
		() => {
			for (const session of slots.sessions()) session.hurry();
		},
	);
	hurrying.start();
	let quiet = false;
	withinTheRest(() => {
		slots.whenQuiet(clock.now()).await();
		quiet = true;
	});
	hurrying.stop();
	if (quiet) withinTheRest(() => transactions.keeper.finish());
	withinTheRest(() => parts.backupCare.whenDone());
	const unsaved = slots.sessions().size();
	parts.log({ level: quiet ? "info" : "error", event: "stopped", details: { quiet, unsaved } });
	withinTheRest(() => parts.leave(quiet), LEAVE_SECONDS_MIN);
}
