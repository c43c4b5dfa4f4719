const express = require('express');
const serverless = require('serverless-http');
const { exec } = require('child_process');
const mysql = require('mysql2');
const path = require('path');
const routes = require('./routes');

const db = mysql.createConnection(process.env.DATABASE_URL);
const app = express();
app.use(express.json());
app.use('/shop', routes);

const numeric = (req, res, next) => {
  if (!/^\d+$/.test(req.params.id)) return res.status(400).end();
  next();
};

app.get('/users/:name', (req, res) => {
  db.query("SELECT * FROM users WHERE name = '" + req.params.name + "'", (error, rows) => res.json(rows));
});

app.get('/numbers/:id', numeric, (req, res) => {
  db.query('SELECT * FROM users WHERE id = ' + req.params.id, (error, rows) => res.json(rows));
});

app.post('/build', (req, res) => {
  const { branch } = req.body;
  exec(`git -C /mnt/repo checkout ${branch}`, () => res.sendStatus(204));
});

app.get('/hello', (req, res) => {
  res.send(`<h1>Hello ${req.query.name}</h1>`);
});

app.get('/hello.json', (req, res) => {
  res.json({ hello: `<h1>${req.query.name}</h1>` });
});

app.get('/go', (req, res) => {
  res.redirect(req.query.to);
});

app.get('/files/:name', (req, res) => {
  res.sendFile(req.params.name, { root: '/mnt/files' });
});

app.get('/raw-files', (req, res) => {
  res.sendFile(path.join('/mnt/files', req.query.name));
});

app.get('/language', (req, res) => {
  res.set('Content-Language', req.query.lang).sendStatus(204);
});

app.get('/agent', (req, res) => {
  const agent = req.get('user-agent');
  db.query(`INSERT INTO agents VALUES ('${agent}')`, () => res.sendStatus(204));
});

module.exports.handler = serverless(app);
