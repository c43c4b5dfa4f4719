const { DOMParser } = require('@xmldom/xmldom');
const fs = require('fs');
const ldap = require('ldapjs');
const xpath = require('xpath');

exports.bind = (event, context, callback) => {
  const { user } = JSON.parse(event.body);
  const client = ldap.createClient({ url: process.env.LDAP_URL, timeout: 3000 });
  client.search('dc=example,dc=com', { scope: 'sub', filter: '(uid=' + user + ')' }, (error) => callback(null, { statusCode: error ? 500 : 204 }));
};

exports.count = async (event) => {
  const { kind } = event.queryStringParameters;
  const tree = new DOMParser().parseFromString(fs.readFileSync('/opt/nodes.xml', 'utf8'), 'text/xml');
  const count = xpath.select1("count(//node[@kind='" + kind + "'])", tree);
  const all = xpath.select1(`count(//node[${parseInt(kind, 10)}])`, tree);
  return { statusCode: 200, body: JSON.stringify([count, all]) };
};
