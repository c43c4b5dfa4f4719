const ejs = require('ejs');
const Handlebars = require('handlebars');

const headers = { 'content-type': 'text/html' };
const shown = Handlebars.compile('<p>{{comment}}</p>');
const raw = Handlebars.compile('<p>{{{comment}}}</p>');

exports.handler = async (event) => {
  const { template } = JSON.parse(event.body);
  const body = ejs.render(template, { total: 3 });
  return { statusCode: 200, headers: { 'content-type': 'text/plain' }, body };
};

exports.handlebars = async (event) => {
  const { comment } = JSON.parse(event.body);
  return { statusCode: 200, headers, body: shown({ comment }) };
};

exports.triple = async (event) => {
  const { comment } = JSON.parse(event.body);
  return { statusCode: 200, headers, body: raw({ comment }) };
};

exports.ejs = async (event) => {
  const { comment } = JSON.parse(event.body);
  const body = ejs.render('<p><%= comment %></p>', { comment });
  return { statusCode: 200, headers, body };
};
