const fs = require('fs');
const os = require('os');
const path = require('path');

exports.handler = async (event) => {
  const target = '/tmp/report.csv';
  if (event.body) fs.writeFileSync(target, event.body);
  return { statusCode: 200, body: JSON.stringify(fs.readFileSync(target, 'utf8')) };
};

exports.dropped = async (event) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'report-'));
  try {
    fs.writeFileSync(path.join(folder, 'in.csv'), event.body);
    return { statusCode: 200, body: JSON.stringify(fs.readdirSync(folder).length) };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
};
