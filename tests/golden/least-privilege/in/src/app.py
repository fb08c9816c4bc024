import boto3
from store import save

s3 = boto3.client("s3")
sqs = boto3.resource("sqs")


def handler(event, context):
    body = s3.get_object(Bucket="b", Key="k")["Body"]
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket="b"):
        save(page)
    sqs.Queue("u").send_message(MessageBody="x")
    boto3.client("sns").publish(TopicArn="t", Message="m")
