const escapeHtml = require('escape-html');

const headers = { 'Content-Type': 'text/html' };

exports.handler = async ({ queryStringParameters: query = {} }) => {
  const body = ['<html><body>', '<h1>Hello ' + query.name + '</h1>', '</body></html>'].join('\n');
  return { statusCode: 200, headers, body };
};

exports.escaped = async ({ queryStringParameters: query = {} }) => {
  const name = escapeHtml(query.name ?? 'you');
  return { statusCode: 200, headers, body: `<h1 title="${name}">Hello ${name}</h1>` };
};

exports.json = async ({ queryStringParameters: query = {} }) => ({ statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ html: `<b>${query.name}</b>` }) });

exports.attribute = async ({ queryStringParameters: query = {} }) => {
  const link = escapeHtml(query.link);
  return { statusCode: 200, headers, body: `<a href="${link}">back</a>` };
};
