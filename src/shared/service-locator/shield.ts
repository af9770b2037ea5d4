/** The outcome of work that goes on even if the promise returned here is cancelled (by a `timeout`, say). */
export function shield<T>(work: Promise<T>): Promise<T> {
	return new Promise<T>((resolve, reject) => {
		work.then(resolve, reject);
	});
}
