const nunjucks = require('nunjucks');
const pug = require('pug');

const plain = { 'content-type': 'text/plain' };

exports.pugTheirs = async (event) => {
  const { page } = JSON.parse(event.body);
  const render = pug.compile(page);
  return { statusCode: 200, headers: plain, body: render({ total: 3 }) };
};

exports.pugOurs = async (event) => {
  const { title } = JSON.parse(event.body);
  const body = pug.render('h1= title', { title });
  return { statusCode: 200, headers: { 'content-type': 'text/html' }, body };
};

exports.nunjucksTheirs = async (event) => {
  const { page } = JSON.parse(event.body);
  return { statusCode: 200, headers: plain, body: nunjucks.renderString('Hello. ' + page, { total: 3 }) };
};
