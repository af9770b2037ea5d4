import { misuse } from "../../shared/errors";
import { Collection } from "../collection";
import { DataMigration } from "../migrate/data-migration";
import { GlobalMigrationParts } from "../migrate/global/global-parts";
import { DocumentForm } from "./document-form";

/** What the forms of one server's collections are made from. */
export interface FormTableParts {
	/** Migration steps are run twice, to see that they are pure. */
	readonly strict: boolean;
	/** What the migration of a whole collection works with. */
	readonly globalFor: (collection: Collection<object>) => GlobalMigrationParts;
}

/** The form of each collection that this server has to do with. */
export class FormTable {
	private readonly forms = new Map<string, { readonly collection: object; readonly form: DocumentForm<object> }>();

	constructor(private readonly parts: FormTableParts) {}

	/** Two collections of one name would be one store with two meanings. */
	of<T extends object>(collection: Collection<T>): DocumentForm<T> {
		const known = this.forms.get(collection.name);
		if (known !== undefined && known.collection === collection) return known.form as never;
		const form = this.create(collection);
		this.forms.set(collection.name, { collection, form: form as never });
		return form;
	}

	private create<T extends object>(collection: Collection<T>): DocumentForm<T> {
		const { migrations } = collection;
		// Whether data is valid is asked when it is migrated, which is later.
		const made: { form?: DocumentForm<T> } = {};
		const migration = new DataMigration({
			initial: migrations?.initial,
			strict: migrations?.strict ?? this.parts.strict,
			validate: (version, data) => made.form!.problemsOf(version, data),
			global: this.parts.globalFor(collection as never),
		});
		for (const step of migrations?.steps ?? []) {
			const added = migration.registerMigrationStep(step as never);
			if (!added.ok) misuse(`collection ${collection.name}`, added.error.message);
		}
		made.form = new DocumentForm(collection, migration);
		return made.form;
	}
}
