const { Router } = require('express');
const { find } = require('./service');

const router = Router();

router.get('/find', async (req, res, next) => {
  try {
    res.json(await find(req.query.term, Number(req.query.page)));
  } catch (error) {
    next(error);
  }
});

module.exports = router;
