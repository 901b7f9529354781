"""Puts a file into a bucket of an S3 server, or gets out a file or all that lies below a key: bucket.py URL put|get|all BUCKET KEY PATH"""

import sys
from pathlib import Path

import boto3

url, verb, bucket, key, path = sys.argv[1:]
s3 = boto3.client("s3", endpoint_url=url)
if verb == "put":
    s3.create_bucket(Bucket=bucket)
    s3.upload_file(path, bucket, key)
elif verb == "get":
    s3.download_file(bucket, key, path)
else:
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=key + "/"):
        for found in page.get("Contents", []):
            if not found["Key"].endswith("/"):
                file = Path(path) / found["Key"].removeprefix(key + "/")
                file.parent.mkdir(parents=True, exist_ok=True)
                s3.download_file(bucket, found["Key"], str(file))
