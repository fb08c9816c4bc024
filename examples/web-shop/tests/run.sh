#!/bin/sh
# The shop's own tests: its files are there and its settings are set.
set -eu
grep -q 'def find_products' shop/app.py
grep -q '^REGION = ' shop/settings.py
echo "2 tests passed"
