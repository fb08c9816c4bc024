from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    # ruleid: python-flask-debug-mode
    app.run(host="0.0.0.0", debug=True)
    # ok: python-flask-debug-mode
    app.run(port=8080)
    # ok: python-flask-debug-mode
    app.run(debug=False)
    # ok: python-flask-debug-mode
    # app.run(debug=True)
