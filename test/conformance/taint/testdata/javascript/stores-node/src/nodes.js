const { DOMParser } = require('@xmldom/xmldom');
const { XMLParser } = require('fast-xml-parser');
const fs = require('fs');
const libxmljs = require('libxmljs2');
const xpath = require('xpath');

exports.handler = async (event) => {
  const { name } = event.queryStringParameters;
  const tree = new DOMParser().parseFromString(fs.readFileSync('/opt/nodes.xml', 'utf8'), 'text/xml');
  const found = xpath.select(`//node[@public='true' and @name='${name}']`, tree);
  const safe = xpath.parse("//node[@name=$name]").select({ node: tree, variables: { name } });
  return { statusCode: 200, body: JSON.stringify([found.length, safe.length]) };
};

exports.entities = async (event) => {
  const document = libxmljs.parseXml(event.body, { noent: true, nonet: false });
  return { statusCode: 200, body: JSON.stringify(document.get('//total').text()) };
};

exports.plain = async (event) => {
  const document = libxmljs.parseXml(event.body);
  const other = new XMLParser().parse(event.body);
  return { statusCode: 200, body: JSON.stringify([document.get('//total').text(), other.total]) };
};
