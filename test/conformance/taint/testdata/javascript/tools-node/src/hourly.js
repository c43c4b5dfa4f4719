const { execSync } = require('child_process');

exports.handler = async (event) => {
  execSync('rotate --at ' + event.time);
  execSync(`rotate --keep ${process.env.KEEP ?? '7'}`);
};
