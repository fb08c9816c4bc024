"""A provider on the loopback: answers as it is told, remembers what it was asked."""
import http.server
import ssl
import threading


class Provider:
    """`answer(method, path, headers, body)` gives (status, fields, body), or None to hang up."""

    def __init__(self, answer, certificate=None):
        self.requests = []
        self.answer = answer
        self.closing = threading.Event()
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def handle_any(self):
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                owner.requests.append((self.command, self.path, dict(self.headers), body))
                said = owner.answer(self.command, self.path, dict(self.headers), body)
                if said is None:
                    self.close_connection = True
                    return
                status, fields, content = said
                self.send_response(status)
                for name, value in fields.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                try:
                    self.wfile.write(content)
                except OSError:  # the client had enough
                    self.close_connection = True

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = handle_any

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, scheme="http", host="127.0.0.1"):
        return f"{scheme}://{host}:{self.port}"

    def close(self):
        self.closing.set()
        self.server.shutdown()
        self.server.server_close()
