"""Puts a file into a bucket of an S3 server, or gets one out: bucket.py URL put|get BUCKET KEY FILE"""

import sys

import boto3

url, verb, bucket, key, file = sys.argv[1:]
s3 = boto3.client("s3", endpoint_url=url)
if verb == "put":
    s3.create_bucket(Bucket=bucket)
    s3.upload_file(file, bucket, key)
else:
    s3.download_file(bucket, key, file)
