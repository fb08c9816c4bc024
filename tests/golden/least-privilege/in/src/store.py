import boto3

table = boto3.resource("dynamodb").Table("t")


def save(item):
    table.put_item(Item=item)
