import { Break, edit } from "./breaks";

const SAVE = "server/session/save-transform";
const ACQUIRE = "server/session/acquire-transform";
const FOLD = "server/journal/fold-entry";

// Leaves out one of a journal entry's changes.
const WITHOUT_TOTAL =
	'(function(all) local kept = {} for _, one in all do if one.p[1] ~= "total" then table.insert(kept, one) end end return kept end)';

const WITHOUT_COINS =
	'(function(all) local kept = {} for _, one in all do if one.p[1] ~= "coins" then table.insert(kept, one) end end return kept end)';

/** Ways to break the library. Each but the last is noticed by the checker that is its name's first half, and by few others. */
export const BREAKS: Readonly<Record<string, Break>> = {
	"saved-stays/save-lies": {
		what: "a save that failed is reported as one that succeeded",
		edits: [edit("server/session/save-loop", "one.resolve(fail(failure))", "one.resolve(succeed(one.revision))")],
	},
	"journaled-stays/no-fold": {
		what: "a dead server's journal is not folded",
		edits: [edit(FOLD, "if best ~= nil then", "if false then")],
	},
	"granted-once/not-saved": {
		what: "a purchase is called granted when it is in memory",
		edits: [edit("server/receipts/receipts", 'session:saveAs("receipt"):expect()', "{ ok = true }")],
	},
	"conserved/sent-unsaved": {
		what: "a transfer is sent before its giver is saved without it",
		edits: [
			edit("server/transfer/courier", "if errand.busy or not isStored then", "if errand.busy then"),
			edit("server/transfer/transfers", 'session:saveAs("receipt"):expect()', "{ ok = true }"),
		],
	},
	"conserved/no-block": {
		what: "a transfer whose time is over is given back without asking its receiver",
		edits: [
			edit(
				"server/transfer/courier",
				"return self:block(session, id, entry)",
				'return self:giveBack(session, id, entry, "expired")',
			),
		],
	},
	"conserved/received-again": {
		what: "a transfer that was received is received again when it comes again",
		edits: [
			edit("server/inbox/append-transform", "if ack ~= nil then", 'if ack ~= nil and message.kind ~= "~transfer" then'),
			edit(
				"server/inbox/inbox-desk",
				"_condition = ackOf(session:ledger(), message.id) ~= nil",
				'_condition = message.kind ~= "~transfer" and ackOf(session:ledger(), message.id) ~= nil',
			),
		],
	},
	"conserved/part-without-coins": {
		what: "who finds a part of a trade that is committed makes it his but for the coins",
		edits: [
			edit(
				"server/transact/markers",
				"applyStored(record.data, changes)",
				`applyStored(record.data, ${WITHOUT_COINS}(changes))`,
			),
		],
	},
	"no-half/peek": {
		what: "a peek shows the data that is stored, whatever is decided",
		edits: [edit("server/transact/read-settled", "if not found.ok or not isRecord(found.value) then", "if true then")],
	},
	"marker-age/part-kept": {
		what: "a save that brings what a part has made leaves the part where it is",
		edits: [edit("server/transact/marker-book", "if to == nil then", "if true then")],
	},
	"delivered-once/noted-nowhere": {
		what: "a message and the note that it is handled are not one commit",
		edits: [
			edit(
				"server/inbox/inbox-desk",
				"session:commitWith(edit, ledger, {",
				'session:commitWith(edit, if message.kind == "~transfer" then ledger else session:ledger(), {',
			),
		],
	},
	"one-writer/epoch-again": {
		what: "an epoch is issued again",
		edits: [edit(ACQUIRE, "local epoch = record.epoch + 1", "local epoch = record.epoch")],
	},
	"forward-only/revision-back": {
		what: "a release stores the revision before the last",
		edits: [
			edit(
				SAVE,
				"revision = request.revision",
				"revision = if request.releaseFrom then math.max(0, stored.revision - 1) else request.revision",
			),
			edit(ACQUIRE, "_object.epoch = epoch", "_object.epoch = epoch _object.revision = record.revision + 1000"),
		],
	},
	"whole-data/half-fold": {
		what: "a fold leaves out one of the changes",
		edits: [
			edit(
				FOLD,
				"applyStored(record.data, entry.changes)",
				`applyStored(record.data, ${WITHOUT_TOTAL}(entry.changes))`,
			),
		],
	},
	"keeps-version/stripped": {
		what: "older code strips what its schema does not know",
		edits: [
			edit(
				"server/validate/document-form",
				"local root = schema:fill(decoded.value)",
				"local root = schema:fill(if self:label().schema == 1 then (function(known) known.grade = nil return table.freeze(known) end)(table.clone(decoded.value)) else decoded.value)",
			),
		],
	},
	"nothing-gone/not-kept": {
		what: "data that cannot be used is written over without being kept",
		edits: [
			edit(
				"server/session/find-document",
				"return parts:keepAside(collection.name, key, reason, record)",
				"return { ok = true }",
			),
		],
	},
	"never-stuck/never-dead": {
		what: "no owner is ever declared dead",
		edits: [edit("server/session/judge-owner", 'if sighting == "absent" and', "if false and")],
	},
	"within-budget/impatient": {
		what: "a save that failed is tried again at once, whatever the budget",
		edits: [
			edit(
				"server/session/save-loop",
				"self.wake:wait(nextBackoff(tries,",
				"self.wake:wait((function() return 0.1 end)(tries,",
			),
			edit("server/cloud/request-reserves", "{ 0, 0, 0, 5, 20 }", "{ -1000, -1000, -1000, -1000, -1000 }"),
		],
	},
	"clean-memory/pages-left": {
		what: "a server that closes leaves its journal",
		edits: [edit("server/journal/journal", "for page = 1, self.book:pageCount() do", "for page = 1, 0 do")],
	},
	"no-errors/letter": {
		what: "an answer from another server ends in an error",
		edits: [
			edit(
				"server/handoff/release-desk",
				'if letter.kind == "released" then',
				'if letter.kind == "released" then error("broken on purpose")',
			),
		],
	},
	"free-at-last/lock-kept": {
		what: "a release keeps the lock",
		edits: [edit(SAVE, "if request.releaseFrom ~= nil then", "if false then")],
	},
	"any/no-fence": {
		what: "a session that was taken over goes on writing",
		edits: [edit(SAVE, "if not holdsLock(request.id, lock) then", "if lock == nil then")],
	},
};
