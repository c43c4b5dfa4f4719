exports.download = async (event) => {
  const { name } = event.queryStringParameters;
  return { statusCode: 200, headers: { 'Content-Type': 'text/csv', 'Content-Disposition': `attachment; filename="${name}"` }, body: 'id\n' };
};

exports.downloadClean = async (event) => {
  const name = event.queryStringParameters.name.replace(/[^\w.-]/g, '_');
  return { statusCode: 200, headers: { 'Content-Type': 'text/csv', 'Content-Disposition': `attachment; filename="${name}"` }, body: 'id\n' };
};

exports.leaveTo = async (event) => {
  const params = new URLSearchParams(event.rawQueryString);
  const headers = {};
  headers.location = params.get('to') ?? '/';
  return { statusCode: 302, headers };
};

exports.leaveLocal = async (event) => {
  const to = encodeURIComponent(new URLSearchParams(event.rawQueryString).get('to') ?? '');
  return { statusCode: 302, headers: { location: `/pages/${to}` } };
};

exports.searchPage = async (event) => {
  const { q = '' } = event.queryStringParameters ?? {};
  const form = `<form><input name="q" value="${q.replaceAll('<', '&lt;')}"></form>`;
  return { statusCode: 200, headers: { 'content-type': 'text/html' }, body: form };
};

exports.userScript = async (event) => {
  const { name } = event.queryStringParameters;
  return { statusCode: 200, headers: { 'content-type': 'text/html' }, body: `<script>const user = ${JSON.stringify(name)};</script>` };
};

exports.userScriptSafe = async (event) => {
  const { name } = event.queryStringParameters;
  const text = JSON.stringify(name).replace(/</g, '\\u003c');
  return { statusCode: 200, headers: { 'content-type': 'text/html' }, body: `<script>const user = ${text};</script>` };
};
