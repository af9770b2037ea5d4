import { DEFAULT_LATENCY } from "../../../src/testing/cloud-options";
import { DEFAULT_MESSAGING_SWITCHES } from "../../../src/testing/messaging/messaging-switches";
import { DEFAULT_MESSAGING_LATENCY } from "../../../src/testing/messaging/simulated-messaging-service";

const { readSeconds, writeSeconds } = DEFAULT_LATENCY;
const { delaySeconds, loss } = DEFAULT_MESSAGING_SWITCHES;
// The sender waits for there and back, the message only for there.
const publishSeconds = [DEFAULT_MESSAGING_LATENCY[0] / 2, DEFAULT_MESSAGING_LATENCY[1] / 2] as const;

/** Two messages and one save, when all of them take this share of their range. */
function twoMessagesAndSave(share: number): number {
	const at = ([least, most]: readonly [number, number]) => least + (most - least) * share;
	return 2 * (at(publishSeconds) + at(delaySeconds)) + at(readSeconds) + at(writeSeconds);
}

/** What a hand-off may take, typically and at most, by how fast the simulated cloud is. */
export const HAND_OFF_REACH = { typical: twoMessagesAndSave(0.5), most: twoMessagesAndSave(1) };

export const LATENCY_MODEL =
	`Latency, each way drawn: an UpdateAsync reads in ${readSeconds[0]}-${readSeconds[1]} s and writes in ` +
	`${writeSeconds[0]}-${writeSeconds[1]} s; a message takes ${publishSeconds[0]}-${publishSeconds[1]} s to be accepted ` +
	`and ${delaySeconds[0]}-${delaySeconds[1]} s to arrive, and ${loss * 100} % are lost.`;
