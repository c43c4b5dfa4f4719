const { exec } = require('child_process');

exports.handler = (event, context, callback) => {
  withBody(event, (error, body) => {
    if (error) return callback(null, { statusCode: 400 });
    exec('archive ' + body.name, () => callback(null, { statusCode: 204 }));
  });
};

function withBody(event, next) {
  try {
    next(null, JSON.parse(Buffer.from(event.body, 'base64').toString()));
  } catch (error) {
    next(error);
  }
}

exports.promised = (event) =>
  Promise.resolve(event.cookies ?? [])
    .then((cookies) => cookies.map((c) => c.split('='))) 
    .then((pairs) => Object.fromEntries(pairs))
    .then(({ theme }) => new Promise((resolve) => exec(`build-theme ${theme}`, () => resolve({ statusCode: 204 }))));
