const jwt = require('jsonwebtoken');

const bearer = (event) => event.headers.authorization.replace(/^Bearer /, '');
const answer = (claims) => (claims.role === 'admin' ? { statusCode: 200, body: '{"admin":true}' } : { statusCode: 403 });

exports.handler = async (event) => {
  const claims = jwt.decode(bearer(event));
  return answer(claims);
};

exports.verified = async (event) => {
  try {
    const header = jwt.decode(bearer(event), { complete: true }).header;
    if (header.alg !== 'HS256') return { statusCode: 401 };
    const claims = jwt.verify(bearer(event), process.env.JWT_KEY, { algorithms: ['HS256'], audience: 'shop' });
    return answer(claims);
  } catch {
    return { statusCode: 401 };
  }
};

exports.byHand = async (event) => {
  const [, payload] = bearer(event).split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return answer(claims);
};

exports.noneAllowed = async (event) => {
  const claims = jwt.verify(bearer(event), '', { algorithms: ['none'] });
  return answer(claims);
};

exports.behind = async (event) => {
  const { name } = jwt.decode(bearer(event));
  return { statusCode: 200, body: JSON.stringify({ name }) };
};
