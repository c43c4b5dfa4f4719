// Stands in for other hosts, which nobody calls here.
exports.post = async () => ({ data: {} });
exports.get = async () => ({ data: Buffer.from("a label") });
