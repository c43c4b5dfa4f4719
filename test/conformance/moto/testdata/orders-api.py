"""What the functions of orders-api are called with."""


def GetOrder(call, module):
    call({"pathParameters": {"id": "7"}})


def ListOrders(call, module):
    call({"pathParameters": {"customer": "c1"}})


def CreateOrder(call, module):
    call({"body": '{"customer": "c1"}'})


def CloseOrder(call, module):
    call({"pathParameters": {"id": "7"}})
