const Database = require('better-sqlite3');

exports.handler = async (event) => {
  const db = new Database('/mnt/index/files.db');
  for (const { s3 } of event.Records) {
    const key = decodeURIComponent(s3.object.key.replace(/\+/g, ' '));
    db.exec(`INSERT INTO files VALUES ('${key}')`);
    db.prepare('INSERT INTO seen VALUES (?)').run(key);
  }
};
