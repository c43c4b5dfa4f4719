from greenhouse.alarms import ring
from greenhouse.readings import latest

SENSORS = ("north", "south", "door")


def handler(event, context):
    for sensor in SENSORS:
        reading = latest(sensor)
        if reading is None or reading["value"] > 38:
            ring(f"look at {sensor}")
