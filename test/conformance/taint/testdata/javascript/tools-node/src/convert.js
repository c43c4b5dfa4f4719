const { exec, execFile, spawn, execSync } = require('node:child_process');
const util = require('node:util');

const run = util.promisify(exec);
const FORMATS = ['png', 'gif'];

exports.handler = async (event) => {
  const { format } = JSON.parse(event.body);
  await run(`convert /tmp/in.jpg /tmp/out.${format}`);
  return { statusCode: 204 };
};

exports.asFile = async (event) => {
  const { width } = JSON.parse(event.body);
  await util.promisify(execFile)('convert', ['/tmp/in.jpg', '-resize', String(width), '/tmp/out.png']);
  return { statusCode: 204 };
};

exports.shellFile = (event, context, callback) => {
  const { width } = JSON.parse(event.body);
  const child = spawn('convert', ['/tmp/in.jpg', '-resize', width, '/tmp/out.png'], { shell: true });
  child.on('close', () => callback(null, { statusCode: 204 }));
};

exports.listed = async (event) => {
  const { format } = JSON.parse(event.body);
  if (!FORMATS.includes(format)) {
    return { statusCode: 400 };
  }
  execSync('convert /tmp/in.jpg /tmp/out.' + format);
  return { statusCode: 204 };
};
