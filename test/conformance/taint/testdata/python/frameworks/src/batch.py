import subprocess

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord


processor = BatchProcessor(event_type=EventType.SQS)


def one(record: SQSRecord):
    order = record.json_body
    subprocess.run(["print-label", str(order["number"])], check=True)
    subprocess.run(f"lpr -P {order['printer']} /tmp/label", shell=True, check=True)


def handler(event, context):
    return process_partial_response(event=event, record_handler=one, processor=processor, context=context)
