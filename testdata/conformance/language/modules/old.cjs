exports.named = "n"; exports.fn = function () { return this; };
