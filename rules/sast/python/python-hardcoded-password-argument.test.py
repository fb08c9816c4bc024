import os
import psycopg2

# ruleid: python-hardcoded-password-argument
a = psycopg2.connect(host="db", user="app", password="tulip-4711")
# ok: python-hardcoded-password-argument
b = psycopg2.connect(host="db", user="app", password=os.environ["DB_PASSWORD"])
# ok: python-hardcoded-password-argument
c = psycopg2.connect(host="db", password="")
# ok: python-hardcoded-password-argument
d = psycopg2.connect(host="db", password="<password>")
