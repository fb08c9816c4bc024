"""The shop's service."""
import http.server
import json
import sqlite3
import subprocess
import urllib.parse

DATABASE = "shop.db"


def find_products(name):
    """Products whose name begins with the text given."""
    connection = sqlite3.connect(DATABASE)
    cursor = connection.cursor()
    cursor.execute("SELECT id, name FROM products WHERE name LIKE ?", (name + "%",))
    return cursor.fetchall()


def make_thumbnail(path):
    """A small picture of a product."""
    subprocess.run(["convert", path, "-resize", "200x200", "thumb.png"], check=True)


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers searches."""

    def do_GET(self):
        query = urllib.parse.parse_qs(urllib.parse.urlparse(self.path).query)
        products = find_products(query.get("name", [""])[0])
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(products).encode())


if __name__ == "__main__":
    http.server.HTTPServer(("127.0.0.1", 8080), Handler).serve_forever()
