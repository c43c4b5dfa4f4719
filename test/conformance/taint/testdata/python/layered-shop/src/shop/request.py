class Request:
    def __init__(self, event):
        self.event = event
        self.params = event.get("queryStringParameters") or {}

    def query(self, name, default=""):
        return self.params.get(name, default)
