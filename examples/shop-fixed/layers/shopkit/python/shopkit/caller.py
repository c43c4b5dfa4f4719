"""Who is calling, as the authorizer has established it from a verified token."""


def customer_id(event):
    return event["requestContext"]["authorizer"]["lambda"]["customerId"]
