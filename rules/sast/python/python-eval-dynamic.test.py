import ast


def load(text, model):
    # ruleid: python-eval-dynamic
    a = eval(text)
    # ruleid: python-eval-dynamic
    b = eval(f"convert_{text}()")
    # ok: python-eval-dynamic
    c = ast.literal_eval(text)
    # ok: python-eval-dynamic
    model.eval()
    # ok: python-eval-dynamic
    d = eval("2 ** 10")
    # ok: python-eval-dynamic
    # eval(text) was here
    return a, b, c, d
