const express = require("express");
const serverless = require("serverless-http");
const books = require("./routes/books");
const exports_ = require("./routes/exports");

const app = express();
app.use(express.json());
app.use("/books", books);
app.use("/exports", exports_);

module.exports.handler = serverless(app);
