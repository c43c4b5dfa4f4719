const crypto = require('crypto');

exports.hash = async (event) => {
  const { password } = JSON.parse(event.body);
  const digest = crypto.createHash('sha1').update(password).digest('hex');
  return { statusCode: 200, body: JSON.stringify({ stored: digest.length > 0 }) };
};

exports.slow = async (event) => {
  const { password } = JSON.parse(event.body);
  const digest = crypto.scryptSync(password, crypto.randomBytes(16), 64);
  return { statusCode: 200, body: JSON.stringify({ stored: digest.length > 0 }) };
};

exports.tag = async () => {
  const body = JSON.stringify({ rows: [1, 2, 3] });
  const etag = crypto.createHash('md5').update(body).digest('hex');
  return { statusCode: 200, headers: { etag }, body };
};

exports.cipher = async (event) => {
  const { note } = JSON.parse(event.body);
  const cipher = crypto.createCipheriv('aes-128-ecb', Buffer.from(process.env.NOTE_KEY, 'hex'), null);
  const fine = crypto.createCipheriv('aes-256-gcm', Buffer.from(process.env.LONG_KEY, 'hex'), crypto.randomBytes(12));
  return { statusCode: 200, body: cipher.update(note, 'utf8', 'base64') + fine.update(note, 'utf8', 'base64') };
};

exports.code = async () => {
  const resetToken = Math.random().toString(36).slice(2);
  return { statusCode: 200, body: JSON.stringify({ resetToken }) };
};

exports.codeSafe = async () => {
  const resetToken = crypto.randomBytes(24).toString('base64url');
  return { statusCode: 200, body: JSON.stringify({ resetToken }) };
};

exports.jitter = async (event) => {
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 200));
  return { batchItemFailures: event.Records.filter((r) => !r.body).map((r) => ({ itemIdentifier: r.messageId })) };
};
