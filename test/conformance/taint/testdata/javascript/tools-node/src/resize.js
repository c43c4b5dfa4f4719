const childProcess = require('child_process');
const path = require('path');

const command = (name, size) => ['convert', `/mnt/${name}`, '-resize', size, '/tmp/small.png'].join(' ');

exports.handler = async ({ Records }) => {
  for (const record of Records) {
    const { size } = record.s3.object;
    const key = decodeURIComponent(record.s3.object.key.replace(/\+/g, ' '));
    childProcess.execSync(command(path.basename(key), '200x200'));
    childProcess.execSync(command('logo.png', size));
  }
};
