const serialize = require('node-serialize');
const yaml = require('js-yaml');
const { all } = require('js-yaml-js-types');

exports.handler = async (event) => {
  const state = serialize.unserialize(event.body);
  return { statusCode: 200, body: JSON.stringify(Object.keys(state).length) };
};

exports.yamlTypes = async (event) => {
  const schema = yaml.DEFAULT_SCHEMA.extend(all);
  const settings = yaml.load(event.body, { schema });
  return { statusCode: 200, body: JSON.stringify(Object.keys(settings).length) };
};

exports.yamlPlain = async (event) => {
  const settings = yaml.load(event.body);
  return { statusCode: 200, body: JSON.stringify(Object.keys(settings).length) };
};
