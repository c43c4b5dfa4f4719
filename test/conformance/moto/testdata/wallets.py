"""What the functions of wallets are called with."""

import boto3


def fill(module):
    tables = boto3.resource("dynamodb")
    for wallet in ("a", "b"):
        tables.Table(module.tables.WALLETS).put_item(Item={"id": wallet, "balance": 100})
    tables.Table(module.tables.LIMITS).put_item(Item={"wallet": "a", "maximum": 1000})


def Transfer(call, module):
    fill(module)
    call({"from": "a", "to": "b", "amount": 5})


def Statement(call, module):
    fill(module)
    call({"wallets": ["a", "b"]})


def LoadWallets(call, module):
    call({"wallets": ["c"]})
