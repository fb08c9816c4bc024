"""Settings of the shop."""
REGION = "eu-central-1"
BUCKET = "web-shop-pictures"
