// The constants of os, fs and crypto in one object, as old packages import them.
(function (native) {
	"use strict";
	const { constants } = native.require("os");
	return Object.freeze({
		...constants.dlopen, ...constants.errno, ...constants.priority, ...constants.signals,
		...native.require("internal/fs-constants"), ...native.require("crypto").constants,
	});
})
