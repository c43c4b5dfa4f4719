const { Client, EqualityFilter } = require('ldapts');

const BASE = 'ou=people,dc=example,dc=com';
const client = new Client({ url: process.env.LDAP_URL, timeout: 3000 });

exports.handler = async (event) => {
  const { name } = event.queryStringParameters;
  const { searchEntries } = await client.search(BASE, { filter: `(&(objectClass=person)(cn=${name}))` });
  return { statusCode: 200, body: JSON.stringify(searchEntries.length) };
};

exports.escaped = async (event) => {
  const { name } = event.queryStringParameters;
  const { searchEntries } = await client.search(BASE, { filter: new EqualityFilter({ attribute: 'cn', value: name }) });
  return { statusCode: 200, body: JSON.stringify(searchEntries.length) };
};
