const { escapeRegExp } = require('lodash');

const LINES = ['alpha beta', 'gamma delta'];
const found = (pattern) => ({ statusCode: 200, body: JSON.stringify(LINES.filter((line) => pattern.test(line))) });

exports.handler = async (event) => {
  const { pattern } = JSON.parse(event.body);
  return found(new RegExp(pattern, 'i'));
};

exports.escaped = async (event) => {
  const { word } = JSON.parse(event.body);
  return found(new RegExp(`\\b${escapeRegExp(word)}\\b`, 'i'));
};

exports.evil = async (event) => {
  const { address } = JSON.parse(event.body);
  const good = /^(([a-z])+.)+[A-Z]([a-z])+$/.test(address);
  return { statusCode: good && /^[a-z]{1,9}$/.test(address) ? 204 : 400 };
};
