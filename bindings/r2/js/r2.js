(function (native) {
	"use strict";

	// R2Bucket is the class of a bucket's binding. What its methods do is loaded
	// with the first call. As on the platform, their length is 0. Whatever is wrong rejects the promise; nothing throws at
	// the caller but resumeMultipartUpload, which gives none.
	class R2Bucket {
		#key;
		constructor(key) { this.#key = key; }
		async head() { return native.objects().head(keyOf(this), arguments); }
		async get() { return native.objects().get(keyOf(this), arguments); }
		async put() { return native.objects().put(keyOf(this), arguments); }
		async delete() { return native.objects().remove(keyOf(this), arguments); }
		async list() { return native.objects().list(keyOf(this), arguments); }
		async createMultipartUpload() { return native.objects().create(keyOf(this), arguments); }
		resumeMultipartUpload() { return native.objects().resume(keyOf(this), arguments); }
		static of(v) {
			if (typeof v !== "object" || v === null || !(#key in v)) throw new TypeError("Illegal invocation");
			return v.#key;
		}
	}
	const keyOf = R2Bucket.of;
	delete R2Bucket.of;
	Object.defineProperty(R2Bucket.prototype, Symbol.toStringTag, { value: "R2Bucket", configurable: true });

	return { make: (key) => new R2Bucket(key) };
})
