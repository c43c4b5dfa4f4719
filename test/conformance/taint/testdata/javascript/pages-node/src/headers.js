exports.handler = async (event) => {
  const { lang } = event.queryStringParameters;
  return { statusCode: 204, multiValueHeaders: { 'Set-Cookie': [`lang=${lang}; Secure`] } };
};

exports.listed = async (event) => {
  const lang = ['en', 'de'].find((known) => known === event.queryStringParameters.lang) ?? 'en';
  return { statusCode: 204, headers: { 'Set-Cookie': `lang=${lang}; Secure` } };
};
