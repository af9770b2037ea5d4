import { Edit } from "../../shared/data/edit";
import { HoldfastError } from "../../shared/errors";
import { DocumentForm } from "../validate/document-form";
import { SizeGuard } from "./size-guard";

/** What an edit has to pass before it becomes a commit: the schema, what a DataStore can hold, and how much of it. */
export class CommitGate {
	private readonly size = new SizeGuard();

	constructor(private readonly form: DocumentForm<object>) {}

	/** Bytes of a root in its stored form, about. */
	about(root: object): number {
		return this.size.about(this.form.encode(root));
	}

	/** Why this edit of a root may not be; undefined if it may. */
	check(root: object, edit: Edit<object>): HoldfastError | undefined {
		const refusal = this.form.check(root, edit);
		if (refusal !== undefined) return refusal;
		const stored = { root: this.form.encode(edit.root), changes: edit.changes };
		return this.size.check(this.form.encode(root), stored);
	}
}
