/// <reference types="@rbxts/testez/globals" />
import { nearest, SEQUENCE_BITS, WINDOW } from "../../../src/protocol/sequence";

export = () => {
	describe("nearest", () => {
		it("finds a number by its last bits, from 32 before to 31 after what is expected", () => {
			for (const expected of [0, 1, 31, 32, 63, 64, 65, 1000, 123456]) {
				for (const distance of $range(-WINDOW, WINDOW - 1)) {
					const meant = expected + distance;
					const bits = ((meant % SEQUENCE_BITS) + SEQUENCE_BITS) % SEQUENCE_BITS;
					expect(nearest(bits, expected)).to.equal(meant);
				}
			}
		});

		it("covers whatever can be under way on either side", () => {
			// The server has done from 0 to a window more than its client has heard of, and the client has asked for a window more.
			for (const done of [0, 17, 32]) {
				for (const asked of $range(done - WINDOW + 1, done + WINDOW)) {
					expect(nearest((asked + SEQUENCE_BITS) % SEQUENCE_BITS, done + 1)).to.equal(asked);
				}
			}
		});
	});
};
