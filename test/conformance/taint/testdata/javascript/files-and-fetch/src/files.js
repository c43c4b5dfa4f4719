const fs = require('fs');
const { readFile, writeFile } = require('fs/promises');
const path = require('path');

const ROOT = '/mnt/files';
const text = (body) => ({ statusCode: 200, headers: { 'content-type': 'text/plain' }, body });

exports.handler = async (event) => {
  const { name } = event.pathParameters;
  return text(await readFile(`${ROOT}/${name}`, 'utf8'));
};

exports.resolved = async (event) => {
  const full = path.resolve(ROOT, event.pathParameters.name);
  if (!full.startsWith(ROOT + path.sep)) {
    return { statusCode: 404 };
  }
  return text(await readFile(full, 'utf8'));
};

exports.joined = async (event) => {
  const full = path.join(ROOT, path.normalize(event.pathParameters.name));
  return text(fs.readFileSync(full, 'utf8'));
};

exports.base = async (event) => {
  const stream = fs.createReadStream(path.join(ROOT, path.basename(event.pathParameters.name)));
  let all = '';
  for await (const chunk of stream) all += chunk;
  return text(all);
};

class Store {
  constructor(folder) {
    this.folder = folder;
  }

  async put(name, content) {
    const target = path.join(this.folder, name);
    await writeFile(target, content);
  }
}

exports.write = async (event) => {
  const { name, content } = JSON.parse(event.body);
  await new Store(ROOT).put(name, content);
  return { statusCode: 201 };
};

exports.stream = async (event) => {
  for (const { body, messageId } of event.Records) {
    fs.createWriteStream(path.join(ROOT, messageId)).end(body);
    const { owner } = JSON.parse(body);
    fs.createWriteStream(path.join(ROOT, owner, 'last')).end(body);
  }
};
