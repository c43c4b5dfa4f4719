"""What the functions of greenhouse are called with."""


def SaveReading(call, module):
    call({"sensor": "north", "values": [{"at": 1, "celsius": 21.5}]})


def WatchReadings(call, module):
    call({})
